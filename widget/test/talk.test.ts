import assert from "node:assert/strict";
import { test } from "node:test";
import type { Receipt } from "../src/contract.gen";
import { knownOf } from "../src/store/draft";
import { reduce } from "../src/store/reduce";
import { foldAt, questionBefore } from "../src/store/rows";
import { freshState, type State } from "../src/store/state";
import { ago, dayOf, dayWords } from "../src/words/time";
import { idOf, message, report, text } from "./make";

const DAY = 86_400_000;
const NOON = Date.parse("2026-11-25T05:00:00Z"); // 12.00 WIB

const saidAt = (...times: number[]): State => ({
  ...freshState("id"),
  messages: times.map((at, place) => ({ ...message(place + 1, text("x")), at: new Date(at).toISOString() })),
});

test("a talk is over after a week of silence, and what came later begins a new one", () => {
  assert.equal(foldAt(saidAt(NOON - DAY), NOON), 0);
  assert.equal(foldAt(saidAt(NOON - 9 * DAY, NOON - 8 * DAY), NOON), 2);
  assert.equal(foldAt(saidAt(NOON - 20 * DAY, NOON - DAY, NOON), NOON), 1);
});

test("nothing steps aside at the end while a report is open", () => {
  const old = saidAt(NOON - 9 * DAY);
  assert.equal(foldAt({ ...old, reports: [report("NET-20261116-0001")] }, NOON), 0);
  assert.equal(foldAt({ ...old, reports: [report("NET-20261116-0001", "closed")] }, NOON), 1);
});

test("changing an answer asks the question that it answered", () => {
  assert.equal(questionBefore("kind:wifi"), "menu");
  assert.equal(questionBefore("question:wifi/lemah"), "kind:wifi");
  assert.equal(questionBefore("unsolved:wifi/lemah"), "question:wifi/lemah");
  assert.equal(questionBefore("none"), "menu");
});

test("a receipt that begins at the first line again takes the place of a conversation that is gone", () => {
  const old = saidAt(NOON, NOON, NOON);
  const own = message(1, text("baru"), idOf(1));
  const receipt = { ok: true, client_id: idOf(1), seq: 1, messages: [own], reports: [] } as unknown as Receipt;
  const begun = reduce({ ...old, reports: [report("NET-20261116-0001")] }, { type: "receipted", receipt });
  assert.deepEqual(begun.messages, [own]);
  assert.equal(begun.behind, true);
  assert.equal(begun.reports.length, 1);
});

test("what comes while nobody looks at the page is unread until somebody does", () => {
  const staff = { ...message(1, text("halo")), author: "staff" as const };
  const away = reduce({ ...freshState("id"), shown: true }, { type: "watched", watched: false });
  const told = reduce(away, { type: "said", notice: { messages: [staff] } } as never);
  assert.equal(told.unread, 1);
  assert.equal(reduce(told, { type: "watched", watched: true }).unread, 0);
});

test("a page may fill in what the form has, as text, and nothing else", () => {
  const given = { name: "Sari", wa_consent: true, errors: {}, place: 4, kind: "", impact: "none" };
  assert.deepEqual(knownOf(given), { name: "Sari", impact: "none" });
  assert.deepEqual(knownOf(null as unknown as object), {});
});

test("times are rough within the hour and days turn at midnight in WIB", () => {
  const iso = (ms: number) => new Date(ms).toISOString();
  assert.equal(ago(iso(NOON - 20_000), "id", NOON), "sekarang");
  assert.match(ago(iso(NOON - 5 * 60_000), "id", NOON), /^5 menit/);
  assert.equal(ago(iso(NOON - 2 * 3_600_000), "id", NOON), "10.00");
  assert.equal(dayOf("2026-11-24T17:00:00Z") - dayOf("2026-11-24T16:59:59Z"), 1);
  assert.equal(dayWords("2026-11-24T10:00:00Z", "id", new Date(NOON)), "kemarin");
  assert.equal(dayWords("2026-11-20T10:00:00Z", "en", new Date(NOON)), "20 Nov 2026");
});
