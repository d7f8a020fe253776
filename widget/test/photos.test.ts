import assert from "node:assert/strict";
import { test } from "node:test";
import { AttachPhoto } from "../src/contract.gen";
import { ASKED_FOR, makeSender, nextOf } from "../src/outbox/sender";
import { rowsOf } from "../src/store/rows";
import { freshState, type Item } from "../src/store/state";
import { outcomeOf } from "../src/transport/outcome";
import { grouped } from "../src/view/form/number";
import { filed, idOf, memoryShelf, typed } from "./make";

const TWIN = {
  number: "NET-20261125-0001",
  kind: "wifi",
  place: "Lantai 2",
  filed_at: "2026-11-25T03:00:00Z",
  own: false,
};

const photo = (n: number, report: string): Item => ({
  event: AttachPhoto,
  command: { client_id: idOf(n), report },
  pressedAt: 1_000,
  tries: 0,
  photo: new ArrayBuffer(3),
});

test("a photo goes after everything else, and never before its report", () => {
  const report = filed(2);
  assert.equal(nextOf([photo(1, idOf(2)), report, typed(3, "halo")]), report);
  const refused: Item = { ...filed(2), refused: { code: "invalid", fields: { name: "required" } } };
  assert.equal(nextOf([photo(1, idOf(2)), refused]), undefined);
  assert.equal(nextOf([photo(1, idOf(2))])?.command.client_id, idOf(1));
});

test("a photo on its way has its line, and what stands with the report only has none", () => {
  const deed: Item = {
    event: "cancel_report",
    command: { client_id: idOf(4), number: TWIN.number },
    pressedAt: 1_000,
    tries: 0,
  };
  const rows = rowsOf({ ...freshState("id"), outgoing: [photo(1, idOf(2)), deed] });
  assert.deepEqual(
    rows.map(({ line }) => line.type),
    ["photo"],
  );
});

test("the same fault is a question with the report that it may be", () => {
  const answer = { ok: false, code: "same_fault", client_id: idOf(1), current: TWIN };
  assert.deepEqual(outcomeOf(answer, idOf(1)), { kind: "refused", code: "same_fault", fields: {}, twin: TWIN });
});

test("a question that nobody answers in ten minutes sends the report as one of its own", async () => {
  const shelf = memoryShelf();
  await shelf.add(filed(1));
  let now = 10_000;
  const sent: unknown[] = [];
  const sender = makeSender({
    shelf,
    lead: (work) => work(),
    now: () => now,
    chance: () => 0,
    isHidden: () => false,
    wait: async () => {},
    deliver: async ({ command }) => {
      sent.push("same_as" in command ? command.same_as : undefined);
      return sent.length === 1
        ? { kind: "refused", code: "same_fault", fields: {}, twin: TWIN }
        : {
            kind: "receipt",
            receipt: { ok: true, client_id: command.client_id, seq: 1, messages: [], reports: [] },
          };
    },
    heard: () => {},
    expired: () => {},
  });
  const run = async () => {
    sender.run();
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  };
  await run();
  now += ASKED_FOR - 1;
  await run();
  assert.deepEqual(sent, [undefined]);
  now += 2;
  await run();
  assert.deepEqual(sent, [undefined, "none"]);
  assert.deepEqual(await shelf.all(), []);
});

test("a number is grouped as one reads it out; what is no plain number stays as it is", () => {
  const shown = {
    "0812": "0812",
    "08120": "0812-0",
    "081200001234": "0812-0000-1234",
    "0812-0000-1234": "0812-0000-1234",
    "+62812": "+62 812",
    "+6281200001234": "+62 812-0000-1234",
    "wa.me/6281": "wa.me/6281",
    "0812 / 0813": "0812 / 0813",
    "+": "+",
    "": "",
  };
  for (const [typedIn, words] of Object.entries(shown)) assert.equal(grouped(typedIn), words);
});
