import assert from "node:assert/strict";
import { test } from "node:test";
import { Said } from "../src/contract.gen";
import { draftFor, unsentFacts } from "../src/store/draft";
import { reduce } from "../src/store/reduce";
import { rowsOf, topicOf, triedOf } from "../src/store/rows";
import { freshState, type State } from "../src/store/state";
import { catalogue, filed, idOf, message, pressed, typed } from "./make";

const withCatalogue = (more: Partial<State> = {}): State => ({ ...freshState("id"), catalogue, ...more });

test("a pressed button shows its bubble and the guide's answer at once", () => {
  const rows = rowsOf(withCatalogue({ outgoing: [pressed(1, "question:wifi/lemah")] }));
  assert.deepEqual(
    rows.map((row) => row.line.type),
    ["choice", "phrase", "steps", "ask_solved"],
  );
});

test("what must go to the desk opens with the form, not with steps to try", () => {
  const rows = rowsOf(withCatalogue({ outgoing: [pressed(1, "question:wifi/hangus")] }));
  assert.equal(
    rows.some((row) => row.line.type === "ask_solved"),
    false,
  );
  assert.equal(
    rows.some((row) => row.line.type === "form"),
    true,
  );
});

test("the rows of a turn keep their keys when the server confirms it", () => {
  const pending = withCatalogue({ outgoing: [pressed(1, "kind:wifi")] });
  const confirmed = reduce(pending, {
    type: Said,
    notice: {
      messages: [
        message(1, { type: "choice", choice: "kind:wifi", label: "Wi-Fi" }, idOf(1)),
        message(2, { type: "phrase", key: "menu.pick_question", params: {} }),
        message(3, { type: "questions", kind: "wifi" }),
      ],
    },
  });
  assert.deepEqual(
    rowsOf(confirmed).map((row) => row.key),
    rowsOf(pending).map((row) => row.key),
  );
});

test("a report that waits keeps its key when it becomes a receipt", () => {
  const [waiting] = rowsOf(withCatalogue({ outgoing: [filed(1)] }));
  const receipt = {
    ...message(1, { type: "receipt", number: "NET-20261125-0001" }, idOf(1)),
    author: "bot" as const,
  };
  const [done] = rowsOf(withCatalogue({ messages: [receipt] }));
  assert.equal(waiting?.key, done?.key);
});

test("what was typed has no answer until the server gives one", () => {
  assert.equal(rowsOf(withCatalogue({ outgoing: [typed(1, "wifi lemot")] })).length, 1);
});

test("questions whose steps were shown travel with the report, once each", () => {
  const outgoing = [
    pressed(1, "question:wifi/lemah"),
    pressed(2, "question:wifi/lemah"),
    pressed(3, "question:wifi/hangus"),
  ];
  assert.deepEqual(triedOf(rowsOf(withCatalogue({ outgoing }))), ["wifi/lemah", "wifi/hangus"]);
});

test("the form begins with what was looked at last, unless that was reported already", () => {
  const looked = rowsOf(withCatalogue({ outgoing: [pressed(1, "question:wifi/lemah")] }));
  assert.deepEqual(topicOf(looked), { kind: "wifi", question: "wifi/lemah", description: "" });
  const reported = [
    ...looked,
    { key: "x", author: "bot" as const, at: "", line: { type: "receipt" as const, number: "NET-1" } },
  ];
  assert.equal(topicOf(reported).kind, null);
});

test("the draft has the site's OPD and the question's words", () => {
  const site = {
    agency: { slug: "disdik", name: "Dinas Pendidikan", short: "Disdik", aliases: [] },
  } as never;
  const draft = draftFor(withCatalogue({ site }), { kind: "wifi", question: "wifi/lemah", description: "" });
  assert.deepEqual([draft.agency, draft.kind, draft.description], ["disdik", "wifi", "Sinyal lemah"]);
});

test("opening the form again keeps what was typed", () => {
  const first = draftFor(withCatalogue(), { kind: "wifi", question: "wifi/lemah", description: "" });
  const state = withCatalogue({ draft: { ...first, name: "Rani", description: "Sudah dua hari begini" } });
  const again = draftFor(state, { kind: "wifi", question: "wifi/hangus", description: "" });
  assert.deepEqual(
    [again.name, again.description, again.question],
    ["Rani", "Sudah dua hari begini", "wifi/hangus"],
  );
});

test("a report that could not be sent can be told to the desk", () => {
  assert.deepEqual(unsentFacts(withCatalogue({ outgoing: [filed(1)] })), {
    name: "Rani Contoh",
    opd: "",
    kind: "Wi-Fi bermasalah",
    place: "Lantai 2",
  });
  assert.equal(unsentFacts(withCatalogue()), null);
});
