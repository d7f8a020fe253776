import assert from "node:assert/strict";
import { test } from "node:test";
import type { Receipt } from "../src/contract.gen";
import { ASKED_FOR, KEPT_FOR, makeSender, type SenderNeeds } from "../src/outbox/sender";
import type { Shelf } from "../src/outbox/shelf";
import type { Item } from "../src/store/state";
import type { Outcome } from "../src/transport/outcome";
import { filed, idOf, memoryShelf, pressed, typed } from "./make";

const receiptFor = (item: Item): Outcome => ({
  kind: "receipt",
  receipt: { ok: true, client_id: item.command.client_id, seq: 1, messages: [], reports: [] } as Receipt,
});

/** A sender whose server answers by `answers`, one a try; afterwards everything is received. */
function bench(shelf: Shelf, answers: ((item: Item) => Outcome)[] = [], needs: Partial<SenderNeeds> = {}) {
  const tried: string[] = [];
  const waits: [number, boolean][] = [];
  const heard: string[] = [];
  const expired: string[] = [];
  let flying = 0;
  let most = 0;
  const sender = makeSender({
    shelf,
    lead: (work) => work(),
    now: () => 2_000,
    chance: () => 0.5,
    isHidden: () => false,
    wait: async (ms, deaf) => {
      waits.push([ms, deaf]);
      await new Promise(setImmediate);
    },
    deliver: async (item) => {
      flying += 1;
      most = Math.max(most, flying);
      tried.push(item.command.client_id);
      await new Promise(setImmediate);
      flying -= 1;
      return (answers.shift() ?? receiptFor)(item);
    },
    heard: (item, outcome) => heard.push(`${item.command.client_id} ${outcome.kind}`),
    expired: (item) => expired.push(item.command.client_id),
    ...needs,
  });
  return { sender, tried, waits, heard, expired, most: () => most };
}

/** Let the sender work until it rests. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
}

test("commands go one at a time, first in, first out", async () => {
  const shelf = memoryShelf();
  for (const item of [pressed(1), typed(2, "halo"), filed(3)]) await shelf.add(item);
  const { sender, tried, most } = bench(shelf);
  sender.run();
  await rest();
  assert.deepEqual(tried, [idOf(1), idOf(2), idOf(3)]);
  assert.equal(most(), 1);
  assert.deepEqual(await shelf.all(), []);
});

test("what could not be delivered is tried again under the same id, before what comes after it", async () => {
  const shelf = memoryShelf();
  await shelf.add(pressed(1));
  await shelf.add(pressed(2));
  const lost = (): Outcome => ({ kind: "unreachable" });
  const { sender, tried, waits } = bench(shelf, [lost, lost]);
  sender.run();
  await rest();
  assert.deepEqual(tried, [idOf(1), idOf(1), idOf(1), idOf(2)]);
  assert.ok(waits.every(([ms, deaf]) => ms >= 1_000 && ms <= 60_000 && !deaf));
});

test("a command that was tried says so when it is tried again", async () => {
  const shelf = memoryShelf();
  await shelf.add(filed(1));
  const seen: number[] = [];
  const { sender } = bench(shelf, [
    (item) => {
      seen.push(item.tries);
      return { kind: "unreachable" };
    },
    (item) => {
      seen.push(item.tries);
      return receiptFor(item);
    },
  ]);
  sender.run();
  await rest();
  assert.deepEqual(seen, [0, 1]);
});

test("a refused command stays with its reason and does not hold up the others", async () => {
  const shelf = memoryShelf();
  await shelf.add(filed(1));
  await shelf.add(pressed(2));
  const { sender, tried } = bench(shelf, [
    () => ({ kind: "refused", code: "invalid", fields: { name: "required" } }),
  ]);
  sender.run();
  await rest();
  assert.deepEqual(tried, [idOf(1), idOf(2)]);
  const [kept] = await shelf.all();
  assert.deepEqual(kept?.refused, { code: "invalid", fields: { name: "required" } });
});

test("the seconds that the server names are waited out, whatever kicks", async () => {
  const shelf = memoryShelf();
  await shelf.add(pressed(1));
  const { sender, waits } = bench(shelf, [() => ({ kind: "later", seconds: 7, code: "too_fast" })]);
  sender.run();
  await rest();
  assert.deepEqual(waits, [[7_500, true]]);
});

test("an outdated page keeps everything and stops", async () => {
  const shelf = memoryShelf();
  await shelf.add(pressed(1));
  const { sender, tried } = bench(shelf, [() => ({ kind: "outdated" })]);
  sender.run();
  await rest();
  sender.run();
  await rest();
  assert.equal(tried.length, 1);
  assert.equal((await shelf.all()).length, 1);
});

test("what waited longer than 72 hours goes with a notice, unsent", async () => {
  const shelf = memoryShelf();
  await shelf.add(pressed(1));
  const { sender, tried, expired } = bench(shelf, [], { now: () => 1_000 + KEPT_FOR + 1 });
  sender.run();
  await rest();
  assert.deepEqual([tried, expired, await shelf.all()], [[], [idOf(1)], []]);
});

test("a command that is added while another is in flight is sent too", async () => {
  const shelf = memoryShelf();
  await shelf.add(pressed(1));
  const { sender, tried } = bench(shelf);
  sender.run();
  await new Promise(setImmediate);
  await shelf.add(pressed(2));
  sender.run();
  await rest();
  assert.deepEqual(tried, [idOf(1), idOf(2)]);
});

test("a kick in the very moment of finishing is not lost", async () => {
  for (let steps = 0; steps < 30; steps += 1) {
    const shelf = memoryShelf();
    await shelf.add(pressed(1));
    const { sender } = bench(shelf, [], { deliver: async (item) => receiptFor(item) });
    sender.run();
    for (let step = 0; step < steps; step += 1) await null;
    await shelf.add(pressed(2));
    sender.run();
    await rest();
    assert.deepEqual(await shelf.all(), [], `after ${steps} steps`);
  }
});

test("a tab in the background gives the lead away while it waits", async () => {
  const shelf = memoryShelf();
  await shelf.add(pressed(1));
  let leading = false;
  const leadingWhileWaiting: boolean[] = [];
  const { sender } = bench(shelf, [() => ({ kind: "unreachable" })], {
    isHidden: () => true,
    lead: async (work) => {
      leading = true;
      await work();
      leading = false;
    },
    wait: async () => {
      leadingWhileWaiting.push(leading);
      await new Promise(setImmediate);
    },
  });
  sender.run();
  await rest();
  assert.deepEqual(leadingWhileWaiting, [false]);
  assert.deepEqual(await shelf.all(), []);
});

test("a shelf that fails once is asked again", async () => {
  const shelf = memoryShelf();
  await shelf.add(pressed(1));
  let failed = false;
  const flaky: Shelf = {
    ...shelf,
    all: async () => {
      if (!failed) {
        failed = true;
        throw new Error("database closed");
      }
      return shelf.all();
    },
  };
  const { sender, tried } = bench(flaky);
  sender.run();
  await rest();
  assert.deepEqual(tried, [idOf(1)]);
});

test("a refused report is let go after 72 hours too: a name and a number are in it", async () => {
  const shelf = memoryShelf();
  await shelf.add({ ...filed(1), refused: { code: "invalid", fields: {} } });
  const { sender, expired } = bench(shelf, [], { now: () => 1_000 + KEPT_FOR + 1 });
  sender.run();
  await rest();
  assert.deepEqual([expired, await shelf.all()], [[idOf(1)], []]);
});

test("what is 72 hours old goes while the tab is open, between two tries", async () => {
  const shelf = memoryShelf();
  await shelf.add(filed(1));
  let now = 2_000;
  const { sender, tried, expired } = bench(shelf, [() => ({ kind: "unreachable" })], {
    now: () => now,
    wait: async () => {
      now += KEPT_FOR;
      await new Promise(setImmediate);
    },
  });
  sender.run();
  await rest();
  assert.deepEqual([tried, expired], [[idOf(1)], [idOf(1)]]);
});

test("a report pressed while the device had lost its clock is sent once the clock is right again", async () => {
  const restarted = Date.UTC(2010, 0, 1); // what a computer says whose battery is empty
  const shelf = memoryShelf();
  await shelf.add({ ...filed(1), pressedAt: restarted });
  const { sender, tried, expired } = bench(shelf, [], { now: () => Date.UTC(2026, 10, 28) });
  sender.run();
  await rest();
  assert.deepEqual([tried, expired], [[idOf(1)], []]);
});

test("a report pressed while the clock was years behind, but of this device's time, is sent too", async () => {
  const shelf = memoryShelf();
  await shelf.add({ ...filed(1), pressedAt: Date.UTC(2027, 0, 1) }); // what a telephone says after its first start
  const { sender, tried, expired } = bench(shelf, [], { now: () => Date.UTC(2028, 5, 1) });
  sender.run();
  await rest();
  assert.deepEqual([tried, expired], [[idOf(1)], []]);
});

test("a question waits ten minutes at most, also when the clock is put back while it is asked", async () => {
  const now = Date.UTC(2026, 10, 28);
  const shelf = memoryShelf();
  const refused = { code: "similar", fields: {}, until: now + 3600_000 + ASKED_FOR };
  await shelf.add({ ...filed(1), pressedAt: now + 3600_000, refused });
  const { sender, tried } = bench(shelf, [], { now: () => now });
  sender.run();
  await rest();
  sender.run();
  await rest();
  assert.deepEqual(tried, [idOf(1)]);
});

test("a report pressed while the clock ran days ahead has its 72 hours from now, and no longer", async () => {
  const now = Date.UTC(2026, 10, 28);
  const shelf = memoryShelf();
  await shelf.add({ ...filed(1), pressedAt: now + 9 * KEPT_FOR });
  const { sender } = bench(shelf, [() => ({ kind: "outdated" })], { now: () => now });
  sender.run();
  await rest();
  assert.deepEqual((await shelf.all()).map(({ pressedAt }) => pressedAt), [now]);
});

test("what is taken off the device while it is in flight does not come back with its answer", async () => {
  for (const outcome of [receiptFor(filed(1)), { kind: "refused", code: "invalid", fields: { name: "required" } }]) {
    const shelf = memoryShelf();
    await shelf.add(filed(1));
    const { sender, heard } = bench(shelf, [], {
      deliver: async () => {
        await shelf.clear();
        return outcome as Outcome;
      },
    });
    sender.run();
    await rest();
    assert.deepEqual([heard, await shelf.all()], [[], []]);
  }
});

test("a server that asks to come later leaves a report that says it is not sent yet", async () => {
  const shelf = memoryShelf();
  await shelf.add(filed(1));
  const { sender } = bench(shelf, [() => ({ kind: "later", seconds: 5, code: "unavailable" })], {
    wait: () => new Promise(() => {}),
  });
  sender.run();
  await rest();
  assert.equal((await shelf.all())[0]?.tries, 1);
});
