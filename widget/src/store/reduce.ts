/** State in, change in, state out. Pure; the compiler refuses a change that nobody handles. */

import {
  type AgencyList,
  type Catalogue,
  type ChatMessage,
  ListsChanged,
  type Notices,
  type Receipt,
  ReportChanged,
  type ReportView,
  Said,
  type SiteInfo,
  StaffTyping,
  type Synced,
} from "../contract.gen"; // prettier-ignore
import type { Locale } from "../options";
import {
  type Connection,
  type Draft,
  freshState,
  type Item,
  type Known,
  type Screen,
  type State,
  seqOf,
  type Trouble,
} from "./state";

export type Change =
  | { type: typeof Said; notice: Notices[typeof Said] }
  | { type: typeof ReportChanged; notice: Notices[typeof ReportChanged] }
  | { type: typeof ListsChanged; notice: Notices[typeof ListsChanged] }
  | { type: typeof StaffTyping; notice: Notices[typeof StaffTyping] }
  | { type: "staffStopped" }
  | { type: "synced"; synced: Synced }
  | { type: "receipted"; receipt: Receipt }
  | { type: "siteKnown"; site: SiteInfo }
  | { type: "catalogueLoaded"; catalogue: Catalogue }
  | { type: "agenciesLoaded"; agencies: AgencyList }
  | { type: "localeChosen"; locale: Locale }
  | { type: "connection"; connection: Connection }
  | { type: "trouble"; trouble: Trouble }
  | { type: "held"; until: number; code: string }
  | { type: "storage"; lasting: boolean }
  | { type: "expired"; count: number }
  | { type: "outgoing"; items: Item[] }
  | { type: "screen"; screen: Screen; unfolded?: string }
  | { type: "draft"; draft: Draft | null }
  | { type: "prefilled"; known: Known }
  | { type: "watched"; watched: boolean }
  | { type: "sound"; sound: boolean }
  | { type: "retyped"; text: string }
  | { type: "shown"; shown: boolean }
  | { type: "forgotten" };

export function reduce(state: State, change: Change): State {
  switch (change.type) {
    case Said:
      return told(state, change.notice.messages);
    case ReportChanged:
      return { ...state, reports: merge(state.reports, [change.notice.report]) };
    case ListsChanged:
      return revised(state, change.notice);
    case StaffTyping:
      return { ...state, staffTypes: true };
    case "staffStopped":
      return { ...state, staffTypes: false };
    case "synced": {
      const { seq, messages, reports } = change.synced;
      const read = told({ ...state, behind: false }, messages);
      // An answer that was read before a receipt that came first knows nothing of its report.
      return revised(seq < seqOf(state) ? read : { ...read, reports }, change.synced);
    }
    case "receipted": {
      const { receipt } = change;
      const read = told(isAnew(state, receipt) ? { ...state, messages: [], behind: true } : state, receipt.messages);
      const outgoing = state.outgoing.filter((item) => item.command.client_id !== receipt.client_id);
      return { ...read, reports: merge(state.reports, receipt.reports), outgoing, heldUntil: 0 };
    }
    case "siteKnown": {
      const { site } = change;
      return revised({ ...state, site, trouble: site.allowed ? state.trouble : "origin_forbidden" }, site);
    }
    case "catalogueLoaded":
      return withRevision(state, { catalogue: change.catalogue }, { catalogue: change.catalogue.revision });
    case "agenciesLoaded":
      return withRevision(state, { agencies: change.agencies }, { agencies: change.agencies.revision });
    case "localeChosen":
      return { ...state, locale: change.locale };
    case "connection":
      return { ...state, connection: change.connection };
    case "trouble":
      return { ...state, trouble: change.trouble };
    case "held":
      return { ...state, heldUntil: change.until, heldBy: change.code };
    case "storage":
      return { ...state, lasting: change.lasting };
    case "expired":
      return { ...state, expired: state.expired + change.count, unread: state.unread + (state.shown ? 0 : change.count) };
    case "outgoing":
      return { ...state, outgoing: change.items.filter((item) => !isConfirmed(state, item)) };
    case "screen":
      return { ...state, screen: change.screen, unfolded: change.unfolded ?? null };
    case "draft":
      return { ...state, draft: change.draft };
    case "prefilled":
      return { ...state, known: { ...state.known, ...change.known } };
    case "shown":
      return { ...state, shown: change.shown, unread: change.shown ? 0 : state.unread };
    case "watched":
      return { ...state, watched: change.watched, unread: change.watched && state.shown ? 0 : state.unread };
    case "sound":
      return { ...state, sound: change.sound };
    case "retyped":
      return { ...state, retyped: change.text };
    case "forgotten": {
      const { site, catalogue, agencies, revisions, locale, shown, lasting, known, sound } = state;
      return { ...freshState(locale), site, catalogue, agencies, revisions, shown, lasting, known, sound };
    }
    default:
      return unheard(change);
  }
}

/** Take messages in their order. One that is here is dropped; after a gap nothing is taken, and `behind` says so. */
function told(state: State, arrived: ChatMessage[]): State {
  const messages = [...state.messages];
  let next = seqOf(state) + 1;
  let behind = state.behind;
  for (const message of [...arrived].sort((one, other) => one.seq - other.seq)) {
    if (message.seq < next) continue;
    if (message.seq > next) {
      behind = true;
      break;
    }
    messages.push(message);
    next += 1;
  }
  const fresh = messages.slice(state.messages.length);
  const unread = state.shown && state.watched ? 0 : state.unread + fresh.filter((one) => one.author !== "visitor").length;
  const said = new Set(fresh.map((one) => one.client_id));
  const outgoing = state.outgoing.filter((item) => !said.has(item.command.client_id));
  const staffTypes = state.staffTypes && !fresh.some((one) => one.author === "staff");
  return { ...state, messages, behind, unread, outgoing, staffTypes };
}

/** The conversation that was here is gone from the server (its time was over): this command began another one. */
function isAnew({ messages }: State, receipt: Receipt): boolean {
  const own = receipt.messages.find((one) => one.client_id === receipt.client_id);
  return own !== undefined && messages.some((one) => one.seq === own.seq && one.client_id !== own.client_id);
}

function isConfirmed(state: State, item: Item): boolean {
  return state.messages.some((message) => message.client_id === item.command.client_id);
}

interface Named {
  agencies_revision: number;
  catalogue_revision: number;
  settings_revision: number;
}

function revised(state: State, named: Named): State {
  return {
    ...state,
    revisions: {
      agencies: named.agencies_revision,
      catalogue: named.catalogue_revision,
      settings: named.settings_revision,
    },
  };
}

/** A list is what it says it is: asking again for a revision that the server no longer has would never end. */
function withRevision(state: State, list: Partial<State>, revision: Partial<State["revisions"]>): State {
  return { ...state, ...list, revisions: { ...state.revisions, ...revision } };
}

/** Put changed reports in their places, new ones first. */
function merge(known: ReportView[], changed: ReportView[]): ReportView[] {
  const byNumber = new Map(changed.map((report) => [report.number, report]));
  const kept = known.map((report) => {
    const now = byNumber.get(report.number);
    byNumber.delete(report.number);
    return now ?? report;
  });
  return [...byNumber.values(), ...kept];
}

function unheard(change: never): never {
  throw new Error(`no such change: ${JSON.stringify(change)}`);
}
