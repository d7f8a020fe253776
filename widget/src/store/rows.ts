/** What stands in the log, top to bottom: what the server confirmed, then what is on its way with the guide's answers. */

import { AttachPhoto, Choose, FileReport, SendMessage } from "../contract.gen";
import type { Prefill } from "./draft";
import { guide } from "./guide";
import type { Item, ItemOf, Line, State } from "./state";

/** A report that has no number yet. */
export interface FilingLine {
  type: "filing";
  item: ItemOf<typeof FileReport>;
}

export interface Row {
  /** Stable from the press to the receipt: a pending bubble becomes the final one, the same element. */
  key: string;
  author: "visitor" | "bot" | "staff";
  line: Line | FilingLine;
  /** ISO time, or empty for what only this device knows. */
  at: string;
  pending?: Item;
}

export function rowsOf(state: State): Row[] {
  const rows: Row[] = [];
  let turn = "";
  let place = 0;
  const keyOf = (clientId: string | null) => {
    if (clientId) {
      turn = clientId;
      place = 0;
      return turn;
    }
    place += 1;
    return `${turn}:${place}`;
  };
  for (const { client_id, author, line, at } of state.messages) {
    rows.push({ key: keyOf(client_id), author, line, at });
  }
  for (const item of state.outgoing) {
    const line = ownLine(item);
    if (!line) continue;
    rows.push({ key: keyOf(item.command.client_id), author: "visitor", line, at: "", pending: item });
    if (item.event === Choose && !item.refused) {
      for (const line of guide(item.command.choice, state.catalogue)) {
        rows.push({ key: keyOf(null), author: "bot", line, at: "" });
      }
    }
  }
  return rows;
}

const OVER = 7 * 24 * 3600 * 1000; // ms of silence after which a talk is over
const FINAL = new Set(["closed", "rejected", "duplicate", "cancelled"]);

/** How many lines at the beginning belong to talks that are over: they step behind a button. */
export function foldAt({ messages, outgoing, reports }: State, now: number): number {
  const isOpen = outgoing.length > 0 || reports.some((report) => !FINAL.has(report.status));
  const times = messages.map((one) => Date.parse(one.at));
  if (!isOpen) times.push(now);
  let fold = 0;
  for (let place = 1; place < times.length; place += 1) {
    if ((times[place] as number) - (times[place - 1] as number) > OVER) fold = place;
  }
  return fold;
}

/** Questions whose steps were on the screen: they travel with the report. */
export function triedOf(rows: Row[]): string[] {
  const tried = rows.flatMap(({ line }) => (line.type === "steps" ? [line.question] : []));
  return [...new Set(tried)].slice(-20);
}

/** What was looked at last: *Langsung isi laporan* begins with it. */
export function topicOf(rows: Row[]): Prefill {
  const topic: Prefill = { kind: null, question: null, description: "" };
  for (const { line } of rows) {
    if (line.type === "questions") Object.assign(topic, { kind: line.kind, question: null });
    if (line.type === "steps")
      Object.assign(topic, { kind: line.question.split("/")[0], question: line.question });
    if (line.type === "receipt") Object.assign(topic, { kind: null, question: null }); // that one is reported
  }
  return topic;
}

/** The button that asks again what this one answered. */
export function questionBefore(choice: string): string {
  const [verb, target = ""] = choice.split(":");
  if (verb === "question") return `kind:${target.split("/")[0]}`;
  return verb === "solved" || verb === "unsolved" ? `question:${target}` : "menu";
}

/** What is on its way, as it will stand there; nothing for what stands in *Laporan saya* only. */
function ownLine(item: Item): Line | FilingLine | null {
  switch (item.event) {
    case Choose:
      return { type: "choice", choice: item.command.choice, label: item.command.label ?? "" };
    case SendMessage:
      return { type: "text", text: item.command.text };
    case FileReport:
      return { type: "filing", item };
    case AttachPhoto:
      return { type: "photo", photo: 0 };
    default:
      return null;
  }
}
