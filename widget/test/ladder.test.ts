import assert from "node:assert/strict";
import { test } from "node:test";
import { jittered } from "../src/transport/backoff";
import { asSent, makeLadder } from "../src/transport/ladder";
import { filed, idOf, pressed } from "./make";

const answer = (id: string) => ({ ok: true, client_id: id, seq: 1, messages: [], reports: [] });
const socket = (connected: boolean, reply?: unknown) => ({
  asked: [] as string[],
  isConnected: () => connected,
  connect: () => {},
  disconnect: () => {},
  async ask(event: string) {
    this.asked.push(event);
    return reply;
  },
});

const me = () => "me";

test("a connected socket is asked first, and POST is not needed", async () => {
  const posted: string[] = [];
  const deliver = makeLadder(socket(true, answer(idOf(1))), async (event) => posted.push(event), me);
  assert.equal((await deliver(pressed(1), 1_000)).kind, "receipt");
  assert.deepEqual(posted, []);
});

test("when the acknowledgement does not come, the same command goes by POST", async () => {
  const bodies: { client_id: string }[] = [];
  const deliver = makeLadder(socket(true), async (_event, command) => {
    bodies.push(command as { client_id: string });
    return answer(idOf(1));
  }, me);
  assert.equal((await deliver(pressed(1), 1_000)).kind, "receipt");
  assert.deepEqual(
    bodies.map((body) => body.client_id),
    [idOf(1)],
  );
});

test("without a socket it goes by POST at once; without both it is unreachable", async () => {
  const silent = socket(false);
  assert.equal((await makeLadder(silent, async () => undefined, me)(pressed(1), 1_000)).kind, "unreachable");
  assert.deepEqual(silent.asked, []);
});

test("what was asked as one person is not asked again as the next, after the device was cleared", async () => {
  const tokens = ["before", "after"];
  const posted: string[] = [];
  const deliver = makeLadder(socket(true), async (event) => posted.push(event), () => tokens.shift() as string);
  assert.equal((await deliver(pressed(1), 1_000)).kind, "unreachable");
  assert.deepEqual(posted, []);
});

test("a report that is sent at once has no queueing time; one that waited or was tried has", () => {
  const report = filed(1);
  const queuedAt = (item: typeof report, now: number) =>
    (asSent(item, now) as { queued_at: string | null }).queued_at;
  assert.equal(queuedAt(report, 2_000), null);
  assert.equal(queuedAt(report, 60_000), new Date(1_000).toISOString());
  assert.equal(queuedAt({ ...report, tries: 1 }, 2_000), new Date(1_000).toISOString());
});

test("the wait is between one second and a minute, and grows with the failures", () => {
  for (let failures = 1; failures < 20; failures += 1) {
    assert.equal(jittered(failures, 0), 1_000);
    assert.ok(jittered(failures, 0.999999) <= 60_000);
  }
  assert.ok(jittered(6, 0.9) > jittered(2, 0.9));
});
