/** Everything the chat knows, as one plain value; `reduce.ts` is the only place that makes a new one. */

import {
  type AgencyList,
  AttachPhoto,
  CancelReport,
  type Catalogue,
  type ChatMessage,
  Choose,
  type Commands,
  ConfirmSolved,
  FileReport,
  RateReport,
  ReopenReport,
  type ReportView,
  SendMessage,
  type SiteInfo,
} from "../contract.gen"; // prettier-ignore
import type { Locale } from "../options";

export type Line = ChatMessage["line"];
export type StatusName = ReportView["status"];
export type Impact = Commands[typeof FileReport]["impact"];

/** The commands that change something, and so wait in the outbox until their receipt. */
export const WRITES = [
  Choose,
  SendMessage,
  FileReport,
  ConfirmSolved,
  ReopenReport,
  CancelReport,
  RateReport,
  AttachPhoto,
] as const; // prettier-ignore
export type WriteEvent = (typeof WRITES)[number];

/** A command on its way: what the outbox holds. */
export type Item = { [E in WriteEvent]: ItemOf<E> }[WriteEvent];
export interface ItemOf<E extends WriteEvent> {
  event: E;
  command: Commands[E];
  /** Milliseconds since the epoch, by this device's clock. */
  pressedAt: number;
  /** Tries that were begun, so that a repeated one says when it was pressed. */
  tries: number;
  /** Of the conversation that it was pressed in: a page may lose it (`localStorage.clear()`) while this waits. */
  token?: string;
  /** Pressed, and not on the shelf yet: nothing may be promised of it. Never stored. */
  arriving?: true;
  /** A final answer: the text is kept until the person has seen it. */
  refused?: Refusal;
  /** The bytes beside the command. */
  photo?: ArrayBuffer;
}

/** The open report that a new one may repeat: the person is asked. */
export interface Twin {
  number: string;
  kind: string;
  place: string;
  filed_at: string;
  /** It is this device's own. */
  own: boolean;
}

export interface Refusal {
  code: string;
  fields: Record<string, string>;
  twin?: Twin;
  /** Milliseconds since the epoch: when nobody has answered by then, the report is sent as one of its own. */
  until?: number;
}

/** A photo that is ready to be sent. */
export interface Photo {
  id: string;
  data: ArrayBuffer;
}

/**
 * live: by socket. slow: by long poll, since WebSocket is blocked here. waiting: the server does not answer.
 * offline: the device says that it has no network.
 */
export type Connection = "connecting" | "live" | "slow" | "waiting" | "offline";

export type Screen = "chat" | "form" | "reports";
export type When = "now" | "today_morning" | "yesterday" | "pick";

/** The open form. Nothing of it is stored before *Kirim*. */
export interface Draft {
  name: string;
  agency: string | null;
  /** Null: the OPD is chosen from the list. */
  unit: string | null;
  place: string;
  kind: string;
  question: string | null;
  description: string;
  impact: Impact | "";
  whatsapp: string;
  when: When;
  /** `YYYY-MM-DDTHH:MM` in WIB, of the date field. */
  picked: string;
  wa_consent: boolean;
  errors: Record<string, string>;
  photos: Photo[];
  /** The refused command that this draft corrects. */
  corrects?: string;
  /** What was half written when that one came back: it is next. */
  aside?: Draft;
}

/** Fields that a page may fill in beforehand. */
export type Known = Partial<
  Pick<Draft, "name" | "agency" | "unit" | "place" | "kind" | "description" | "impact" | "whatsapp">
>;

/** What the whole chat suffers from: an old widget, or a page that may not embed it. */
export type Trouble = "protocol_outdated" | "origin_forbidden" | null;

export interface State {
  locale: Locale;
  shown: boolean;
  screen: Screen;
  /** The report that the list of reports is unfolded at. */
  unfolded: string | null;
  site: SiteInfo | null;
  catalogue: Catalogue | null;
  agencies: AgencyList | null;
  /** Newest revisions that the server named (-1: none yet); the lists are fetched when they are behind. */
  revisions: { agencies: number; catalogue: number; settings: number };
  connection: Connection;
  trouble: Trouble;
  /** Milliseconds since the epoch until which the server asked to wait. */
  heldUntil: number;
  /** The code of what held it. */
  heldBy: string;
  /** False when the browser refuses to store: what waits here is lost with the page. */
  lasting: boolean;
  /** Commands that were dropped because they waited longer than 72 h. */
  expired: number;
  messages: ChatMessage[];
  /** A message is missing between `messages` and what arrived: `sync`. */
  behind: boolean;
  reports: ReportView[];
  outgoing: Item[];
  draft: Draft | null;
  /** What the page told of its visitor: the form begins with it. */
  known: Known;
  unread: number;
  /** The page is in front of the person; what comes while it is not counts as unread. */
  watched: boolean;
  /** A short sound for what is unread. */
  sound: boolean;
  /** A text that the person wants to write anew. */
  retyped: string;
  /** Somebody of the desk is writing a reply, for a few seconds from when it was told. */
  staffTypes: boolean;
}

export const seqOf = (state: State): number => state.messages[state.messages.length - 1]?.seq ?? 0;

export function freshState(locale: Locale): State {
  return {
    locale,
    shown: false,
    screen: "chat",
    unfolded: null,
    site: null,
    catalogue: null,
    agencies: null,
    revisions: { agencies: -1, catalogue: -1, settings: -1 },
    connection: "connecting",
    trouble: null,
    heldUntil: 0,
    heldBy: "",
    lasting: true,
    expired: 0,
    messages: [],
    behind: false,
    reports: [],
    outgoing: [],
    draft: null,
    known: {},
    unread: 0,
    watched: true,
    sound: false,
    retyped: "",
    staffTypes: false,
  };
}
