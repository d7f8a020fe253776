// Written by `make contract` from server/contract. Do not edit.

/**
 * `GET /api/widget/agencies.json?v=<revision>`.
 */
export interface AgencyList {
  revision: number;
  agencies: AgencyOption[];
}
export interface AgencyOption {
  slug: string;
  name: string;
  short: string;
  aliases: string[];
}
/**
 * *Apakah masalah teratasi?* with its two buttons.
 */
export interface AskSolvedLine {
  type: "ask_solved";
  question: string;
}
/**
 * Add a photo to a report of this conversation: its number, or the client id that it was filed under.
 *
 * The body of `POST /api/visitor/attach_photo` is the usual JSON, a line feed, and the picture's bytes.
 */
export interface AttachPhoto {
  client_id: string;
  report: string;
}
/**
 * Take back a report that nobody works on yet.
 */
export interface CancelReport {
  client_id: string;
  number: string;
}
/**
 * `GET /api/widget/catalogue.<locale>.json?v=<revision>`: immutable per revision.
 */
export interface Catalogue {
  revision: number;
  locale: "id" | "en";
  kinds: KindCard[];
}
export interface KindCard {
  key: string;
  icon: string;
  label: string;
  hint: string;
  questions: QuestionCard[];
}
export interface QuestionCard {
  key: string;
  label: string;
  steps: string[];
  escalate: boolean;
}
/**
 * One entry of a conversation. `seq` has no gaps; `client_id` is the visitor's own, null for others.
 */
export interface ChatMessage {
  seq: number;
  client_id: string | null;
  author: "visitor" | "bot" | "staff";
  at: string;
  line:
    | TextLine
    | PhraseLine
    | ChoiceLine
    | KindsLine
    | QuestionsLine
    | SuggestionsLine
    | StepsLine
    | AskSolvedLine
    | FormLine
    | CitizenLine
    | ReceiptLine
    | PhotoLine
    | StatusLine;
  number: string | null;
}
export interface TextLine {
  type: "text";
  text: string;
}
/**
 * A sentence of the phrase file, by its dotted key.
 */
export interface PhraseLine {
  type: "phrase";
  key: string;
  params: {
    [k: string]: string;
  };
}
/**
 * A button that the visitor pressed; `label` is what it said then.
 */
export interface ChoiceLine {
  type: "choice";
  choice: string;
  label: string;
}
/**
 * The menu of kinds of fault, as buttons.
 */
export interface KindsLine {
  type: "kinds";
}
/**
 * The questions of one kind, as buttons.
 */
export interface QuestionsLine {
  type: "questions";
  kind: string;
}
/**
 * The best questions for what was typed, as buttons, with *not that* and *report straight away*.
 */
export interface SuggestionsLine {
  type: "suggestions";
  questions: string[];
}
/**
 * The numbered steps of one question.
 */
export interface StepsLine {
  type: "steps";
  question: string;
}
/**
 * The report form opens, with what is known already filled in.
 */
export interface FormLine {
  type: "form";
  kind: string | null;
  question: string | null;
  description: string;
}
/**
 * Where a citizen, whom this desk does not serve, can go.
 */
export interface CitizenLine {
  type: "citizen";
}
/**
 * A report was filed; its code and status stand in the `ReportView` of the same number.
 */
export interface ReceiptLine {
  type: "receipt";
  number: string;
}
/**
 * A photo that the reporter sent; its pixels come by `show_photo`.
 */
export interface PhotoLine {
  type: "photo";
  photo: number;
}
/**
 * The report moved; `note` is what staff wrote for the reporter.
 */
export interface StatusLine {
  type: "status";
  number: string;
  status:
    | "new"
    | "verified"
    | "in_progress"
    | "waiting_reporter"
    | "waiting_vendor"
    | "resolved"
    | "closed"
    | "rejected"
    | "duplicate"
    | "cancelled";
  note: string;
  parent: string | null;
}
/**
 * Press a button of the bot.
 *
 * `kind:<key>`, `question:<kind>/<key>`, `solved:<kind>/<key>`, `unsolved:<kind>/<key>`, `menu`, `none`, `form`,
 * `citizen`.
 */
export interface Choose {
  client_id: string;
  choice: string;
  label?: string;
}
/**
 * Say that it works again: the report is closed.
 */
export interface ConfirmSolved {
  client_id: string;
  number: string;
}
/**
 * Something on the desk changed: fetch the fragments that show it. `ver` is the timeline's newest.
 */
export interface DeskChanged {
  ver: number;
  reports: number[];
  agencies: boolean;
}
/**
 * How the device was connected when *Kirim* was pressed. Browsers differ, so each of it may be missing.
 *
 * `line` is the chat's own way to Sigap, `network` what the device is connected by, `speed_class` what the browser
 * compares its speed to. Never an address, the name of a network, or a place.
 */
export interface Diagnostics {
  line?: ("socket" | "post" | "none") | null;
  online?: boolean | null;
  network?: ("wifi" | "cellular" | "ethernet" | "bluetooth" | "wimax" | "other" | "none") | null;
  speed_class?: ("slow-2g" | "2g" | "3g" | "4g") | null;
  downlink_mbit?: number | null;
  rtt_ms?: number | null;
}
/**
 * File a report. Either `agency` is a slug of the list, or `unit` says in free text where the person works.
 *
 * `whatsapp` is what was typed; the server normalises it. `occurred_at` is the incident, `queued_at` the moment the
 * person pressed *Kirim* by the device's clock, set by every try but the first (null when sent at once). `tried` are
 * the questions whose steps were read. `diagnostics` are of the moment of *Kirim*; what does not fit is dropped.
 *
 * `same_as` says what to do when the same OPD has just reported the same fault: `ask` answers `same_fault` with that
 * report instead of filing, unless this one waited on a device (`queued_at`); a number joins it as a further reporter
 * (or files after all, when it is no longer open); `none` files.
 */
export interface FileReport {
  client_id: string;
  name: string;
  agency: string | null;
  unit?: string;
  place: string;
  kind: string;
  question?: string | null;
  description: string;
  impact: "stopped" | "disturbed" | "none";
  whatsapp: string;
  occurred_at: string;
  queued_at?: string | null;
  /**
   * @maxItems 20
   */
  tried?: string[];
  notice_version: string;
  wa_consent: boolean;
  catalogue_revision?: number;
  same_as?: ("ask" | "none") | string;
  diagnostics?: Diagnostics | null;
}
/**
 * Open a report of another device here, by its number and tracking code as they were typed.
 *
 * A wrong number and a wrong code get the same answer, `not_found`.
 */
export interface FindReport {
  client_id: string;
  number: string;
  code: string;
}
/**
 * Sent every 15 s, read from the database: a page that is behind fetches again.
 */
export interface Heartbeat {
  ver: number;
}
/**
 * The OPD list, the catalogue or what `site.json` says has a new revision: fetch it again.
 */
export interface ListsChanged {
  agencies_revision: number;
  catalogue_revision: number;
  settings_revision: number;
}
/**
 * The report of the same fault that the desk works on, and its status of now.
 */
export interface MergedInto {
  number: string;
  status:
    | "new"
    | "verified"
    | "in_progress"
    | "waiting_reporter"
    | "waiting_vendor"
    | "resolved"
    | "closed"
    | "rejected"
    | "duplicate"
    | "cancelled";
}
/**
 * Confirm a passing sign; nothing was stored.
 */
export interface Noticed {
  ok: true;
}
/**
 * Say who speaks: sent as Socket.IO `auth`, and around every command that comes by POST.
 */
export interface Passport {
  protocol: number;
  token: string;
  site: string | "";
  locale?: "id" | "en";
  page?: string;
}
/**
 * A photo of one's own, without its pixels.
 */
export interface PhotoView {
  id: number;
  width: number;
  height: number;
  at: string;
}
/**
 * Say how well it was handled, from 1 to 5; a later rating replaces the earlier one.
 */
export interface RateReport {
  client_id: string;
  number: string;
  stars: number;
  comment?: string;
}
/**
 * Confirm one write: it is committed. Nothing else is a receipt.
 */
export interface Receipt {
  ok: true;
  client_id: string;
  seq: number;
  messages: ChatMessage[];
  reports: ReportView[];
}
/**
 * A report as its reporter sees it. No name and no telephone number: they never come back.
 */
export interface ReportView {
  number: string;
  code: string;
  link: string;
  status:
    | "new"
    | "verified"
    | "in_progress"
    | "waiting_reporter"
    | "waiting_vendor"
    | "resolved"
    | "closed"
    | "rejected"
    | "duplicate"
    | "cancelled";
  agency: string;
  place: string;
  kind: string;
  question: string | null;
  filed_at: string;
  seen_by_staff: boolean;
  timeline: TimelineEntry[];
  photos: PhotoView[];
  can: ("confirm" | "reopen" | "cancel" | "rate")[];
  rating: number | null;
  merged_into: MergedInto | null;
  reject_reason: "" | "out_of_scope" | "test" | "spam";
}
/**
 * A step in a report's life, as its reporter may see it: the unit, never the person.
 */
export interface TimelineEntry {
  at: string;
  event: "filed" | "moved" | "reopened" | "said" | "merged" | "edited" | "undone";
  status:
    | "new"
    | "verified"
    | "in_progress"
    | "waiting_reporter"
    | "waiting_vendor"
    | "resolved"
    | "closed"
    | "rejected"
    | "duplicate"
    | "cancelled";
  note: string;
  by: "reporter" | "staff" | "system";
}
/**
 * Say why nothing was done. `fields` names each wrong field with a stable code.
 */
export interface Refused {
  ok: false;
  client_id?: string | null;
  code: string;
  fields?: {
    [k: string]: string;
  } | null;
  retry_after?: number | null;
  allowed?: string[] | null;
  current?: {
    [k: string]: unknown;
  } | null;
}
/**
 * Say that it does not work yet, within seven days after it was resolved.
 */
export interface ReopenReport {
  client_id: string;
  number: string;
  reason: string;
}
/**
 * Answer a command.
 */
export interface Reply {
  ok: true;
}
/**
 * A report of this conversation changed.
 */
export interface ReportChanged {
  report: ReportView;
}
/**
 * A reporter of this report is writing. A passing sign: show it for a few seconds.
 */
export interface ReporterTyping {
  report: number;
}
/**
 * New entries of this conversation. A gap before the first `seq` means: ask `sync`.
 */
export interface Said {
  messages: ChatMessage[];
}
/**
 * Type something: the bot looks for an answer, or, once a report is filed, the desk reads it.
 *
 * With the `number` of a report it is about that one, wherever the dialogue is.
 */
export interface SendMessage {
  client_id: string;
  number?: string | null;
  text: string;
}
/**
 * This staff session was revoked: go to the login page.
 */
export interface SessionEnded {}
/**
 * Ask for the pixels of a photo that this conversation sent. `POST /api/visitor/show_photo` answers with a JPEG.
 */
export interface ShowPhoto {
  photo: number;
}
/**
 * `GET /api/widget/site.json?opd=<slug>&color=<rrggbb>`: may this page embed the widget, and what it looks like.
 *
 * `advice` is for the console of a page that may not; `accent` are CSS declarations of `--accent` and `--on`, empty
 * without a color.
 */
export interface SiteInfo {
  allowed: boolean;
  advice: string;
  accent: string;
  protocol: number;
  site: string | "";
  agency: AgencyOption | null;
  unit: string;
  desk_whatsapp: string;
  desk_phone: string;
  directions: string;
  notice_version: string;
  retention_months: number;
  catalogue_revision: number;
  agencies_revision: number;
  settings_revision: number;
}
/**
 * The desk is writing to this conversation. A passing sign: show it for a few seconds.
 */
export interface StaffTyping {
  number: string;
}
/**
 * Read on from `after`; with `wait` seconds the answer is held until something is there (POST only).
 */
export interface Sync {
  after: number;
  wait?: number;
}
/**
 * Everything after `after`, and the reports of this conversation.
 */
export interface Synced {
  ok: true;
  seq: number;
  messages: ChatMessage[];
  reports: ReportView[];
  agencies_revision: number;
  catalogue_revision: number;
  settings_revision: number;
}
/**
 * Say that the visitor is writing to the desk, every few seconds; told to whoever has the report open.
 */
export interface Typing {}
/**
 * Others have opened this report, or closed it: fetch who.
 */
export interface ViewersChanged {
  report: number;
}

export const PROTOCOL = 1;

/** What a visitor's widget may ask. */
export interface Commands {
  choose: Choose;
  send_message: SendMessage;
  file_report: FileReport;
  confirm_solved: ConfirmSolved;
  reopen_report: ReopenReport;
  cancel_report: CancelReport;
  rate_report: RateReport;
  find_report: FindReport;
  sync: Sync;
  typing: Typing;
  attach_photo: AttachPhoto;
  show_photo: ShowPhoto;
}

/** What each command is answered with. */
export interface Replies {
  choose: Receipt;
  send_message: Receipt;
  file_report: Receipt;
  confirm_solved: Receipt;
  reopen_report: Receipt;
  cancel_report: Receipt;
  rate_report: Receipt;
  find_report: Receipt;
  sync: Synced;
  typing: Noticed;
  attach_photo: Receipt;
  show_photo: Reply;
}

/** What the server tells without being asked. */
export interface Notices {
  said: Said;
  report_changed: ReportChanged;
  lists_changed: ListsChanged;
  staff_typing: StaffTyping;
  desk_changed: DeskChanged;
  heartbeat: Heartbeat;
  session_ended: SessionEnded;
  reporter_typing: ReporterTyping;
  viewers_changed: ViewersChanged;
}

// The class name is the event: nobody types an event as a string.
export const Choose = "choose";
export const SendMessage = "send_message";
export const FileReport = "file_report";
export const ConfirmSolved = "confirm_solved";
export const ReopenReport = "reopen_report";
export const CancelReport = "cancel_report";
export const RateReport = "rate_report";
export const FindReport = "find_report";
export const Sync = "sync";
export const Typing = "typing";
export const AttachPhoto = "attach_photo";
export const ShowPhoto = "show_photo";
export const Said = "said";
export const ReportChanged = "report_changed";
export const ListsChanged = "lists_changed";
export const StaffTyping = "staff_typing";
export const DeskChanged = "desk_changed";
export const Heartbeat = "heartbeat";
export const SessionEnded = "session_ended";
export const ReporterTyping = "reporter_typing";
export const ViewersChanged = "viewers_changed";
