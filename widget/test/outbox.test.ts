import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { Receipt } from "../src/contract.gen";
import { type Outbox, openOutbox } from "../src/outbox/outbox";
import { KEPT_FOR } from "../src/outbox/sender";
import { freshState, type Item } from "../src/store/state";
import { makeStore } from "../src/store/store";
import type { Outcome } from "../src/transport/outcome";
import { filed, idOf, pressed } from "./make";

Object.assign(globalThis, { document: { hidden: false } }); // the one thing of a browser that the outbox looks at

const now = (item: Item): Item => ({ ...item, pressedAt: Date.now() });

const open: Outbox[] = [];
let sites = 0;

afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close();
});

/** One tab of a site; Node has no IndexedDB, so each has its own memory and they only tell each other. */
function tab(deliver: (item: Item) => Outcome, site = `${++sites}`) {
  const store = makeStore(freshState("id"));
  const refused: Item[] = [];
  const cleared: string[] = [];
  const outbox = openOutbox({
    name: `sigap:test:${site}`, // newer Nodes have Web Locks: a site of its own, or a test waits for the last one
    store,
    deliver: async (item) => deliver(item),
    received: () => {},
    refused: (item) => refused.push(item),
    cleared: () => cleared.push("cleared"),
  });
  open.push(outbox);
  return { store, outbox, refused, cleared };
}

const received = (item: Item): Outcome => ({
  kind: "receipt",
  receipt: { ok: true, client_id: item.command.client_id, seq: 0, messages: [], reports: [] } as Receipt,
});

async function until(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !done(); turn += 1) await new Promise(setImmediate);
  assert.ok(done());
}

test("a command is on its way before anything is awaited, and gone at its receipt", async () => {
  const { store, outbox } = tab(received);
  void outbox.put(now(pressed(1)));
  assert.equal(store.state().outgoing.length, 1);
  await until(() => store.state().outgoing.length === 0);
});

test("a browser that refuses to store is told of", async () => {
  const { store } = tab(received);
  await until(() => !store.state().lasting);
});

test("a refused report is handed back with what is wrong, and stays until it is discarded", async () => {
  const fields = { description: "gibberish" };
  const { store, outbox, refused } = tab(() => ({ kind: "refused", code: "invalid", fields }));
  await outbox.put(now(filed(1)));
  await until(() => refused.length === 1);
  assert.deepEqual(refused[0]?.refused, { code: "invalid", fields });
  assert.equal(store.state().outgoing.length, 1);
  await outbox.discard(idOf(1));
  assert.equal(store.state().outgoing.length, 0);
});

test("too fast says until when to wait", async () => {
  const { store, outbox } = tab(() => ({ kind: "later", seconds: 1, code: "too_fast" }));
  void outbox.put(now(pressed(1)));
  await until(() => store.state().heldUntil > Date.now());
});

test("an outdated page says so and keeps the command", async () => {
  const { store, outbox } = tab(() => ({ kind: "outdated" }));
  await outbox.put(now(pressed(1)));
  await until(() => store.state().trouble === "protocol_outdated");
  assert.equal(store.state().outgoing.length, 1);
});

test("another tab hears of the receipt, and of data taken off the device", async () => {
  const one = tab(received, "shared");
  const other = tab(received, "shared");
  other.store.change({ type: "outgoing", items: [pressed(1)] });
  await one.outbox.put(now(pressed(1)));
  await until(() => other.store.state().outgoing.length === 0);
  await one.outbox.clear(() => {});
  await until(() => other.cleared.length === 1);
});

test("a database that never opens does not keep a report from the desk", async (context) => {
  Object.assign(globalThis, { indexedDB: { open: () => ({}) } });
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { store, outbox } = tab(received);
  void outbox.put(now(filed(1)));
  context.mock.timers.tick(10_000);
  await until(() => !store.state().lasting && store.state().outgoing.length === 0);
  Object.assign(globalThis, { indexedDB: undefined });
});

test("what is let go after 72 hours is said in the other tabs too", async () => {
  const one = tab(received, "old");
  const other = tab(received, "old");
  await one.outbox.put({ ...pressed(1), pressedAt: Date.now() - KEPT_FOR - 1 });
  await until(() => other.store.state().expired === 1);
});

test("what holds the sending is told with its reason: too fast, or a server in trouble", async () => {
  const { store, outbox } = tab(() => ({ kind: "later", seconds: 1, code: "unavailable" }));
  void outbox.put(now(pressed(1)));
  await until(() => store.state().heldBy === "unavailable");
});

test("a question that nobody answered is over in time also on a page that was reloaded since", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const { store, outbox } = tab(received);
  await outbox.put({ ...now(filed(1)), refused: { code: "same_fault", fields: {}, until: Date.now() } });
  assert.equal(store.state().outgoing.length, 1);
  context.mock.timers.tick(60_000);
  await until(() => store.state().outgoing.length === 0);
});
