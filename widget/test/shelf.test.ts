import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { DiskShelf } from "../src/outbox/database";
import { makeLead } from "../src/outbox/leader";
import { fallingBack, type Shelf, type TornShelf } from "../src/outbox/shelf";
import type { Item } from "../src/store/state";
import { idOf, memoryShelf, pressed } from "./make";

const no = () => Promise.reject(new Error("quota"));
const ids = (items: Item[]) => items.map((item) => item.command.client_id);

/** A disk that still reads, and that takes nothing more once it is full. */
function disk(full: Partial<Shelf>) {
  const kept = memoryShelf();
  const shelf: TornShelf = { ...kept };
  return { kept, shelf, fill: () => void Object.assign(shelf, full) };
}

test("what the disk refuses is kept in memory, and that is told", async () => {
  let told = 0;
  const full = disk({ add: no });
  full.fill();
  const shelf = fallingBack(full.shelf, () => {
    told += 1;
  });
  await shelf.add(pressed(1));
  await shelf.add(pressed(2));
  assert.equal((await shelf.all()).length, 2);
  assert.equal(told, 2);
  await shelf.remove(idOf(1));
  assert.equal((await shelf.all()).length, 1);
});

test("a receipt counts although a full disk does not let go of the command", async () => {
  const full = disk({ remove: no });
  const shelf = fallingBack(full.shelf, () => {});
  await shelf.add(pressed(1));
  await shelf.add(pressed(2));
  full.fill();
  await shelf.remove(idOf(1));
  assert.deepEqual(ids(await shelf.all()), [idOf(2)]);
});

test("a refusal is remembered although a full disk does not take it", async () => {
  const full = disk({ change: no });
  const shelf = fallingBack(full.shelf, () => {});
  await shelf.add(pressed(1));
  await shelf.add(pressed(2));
  full.fill();
  await shelf.change({ ...pressed(1), refused: { code: "invalid", fields: {} } });
  assert.deepEqual(
    (await shelf.all()).map((item) => item.refused?.code),
    ["invalid", undefined],
  );
});

test("when another tab has cleared the disk, what is in memory here goes, and nothing that is new on the disk", async () => {
  const full = disk({ add: no });
  const shelf = fallingBack(full.shelf, () => {});
  await shelf.add(pressed(1));
  full.fill();
  await shelf.add(pressed(2));
  await shelf.clear(true);
  assert.deepEqual(ids(await shelf.all()), [idOf(1)]);
});

test("a disk that cannot be read for once loses nothing", async () => {
  const broken = disk({ all: no });
  const shelf = fallingBack(broken.shelf, () => {});
  await shelf.add(pressed(1));
  await shelf.all();
  broken.fill();
  assert.deepEqual(ids(await shelf.all()), [idOf(1)]);
});

test("what waits outlives somebody who clears the browser's data, and it is said that it is not stored", async () => {
  let told = 0;
  const { kept, shelf: torn } = disk({});
  const shelf = fallingBack(torn, () => {
    told += 1;
  });
  await shelf.add(pressed(1));
  await shelf.all();
  await kept.clear();
  torn.torn?.();
  assert.deepEqual([ids(await shelf.all()), told], [[idOf(1)], 1]);
  await shelf.change({ ...pressed(1), tries: 1 });
  assert.equal((await shelf.all())[0]?.tries, 1);
  await shelf.remove(idOf(1));
  assert.deepEqual(await shelf.all(), []);
});

const locks = Object.getOwnPropertyDescriptor(globalThis, "navigator");
afterEach(() => locks && Object.defineProperty(globalThis, "navigator", locks));

const withLocks = (request?: unknown) =>
  Object.defineProperty(globalThis, "navigator", {
    configurable: true,
    value: request ? { locks: { request } } : {},
  });

test("where the browser refuses to elect a tab, each sends: the ids are the same", async () => {
  withLocks(() => Promise.reject(new DOMException("no", "SecurityError")));
  let worked = 0;
  await makeLead("site", null)(async () => {
    worked += 1;
  });
  assert.equal(worked, 1);
});

test("work that fails under the lock is not done again without it", async () => {
  withLocks((_name: string, _options: LockOptions, work: () => Promise<void>) => work());
  let worked = 0;
  const failing = makeLead("site", null)(async () => {
    worked += 1;
    throw new Error("shelf");
  });
  await assert.rejects(failing);
  assert.equal(worked, 1);
});

test("on plain http a full disk elects nobody, and each sends", async () => {
  withLocks();
  let worked = 0;
  await makeLead("site", { lease: no, release: no } as unknown as DiskShelf)(async () => {
    worked += 1;
  });
  assert.equal(worked, 1);
});
