import assert from "node:assert/strict";
import { test } from "node:test";
import { freshState, seqOf } from "../src/store/state";
import { makeStore } from "../src/store/store";
import { makeFollower } from "../src/transport/follow";
import { message, report, text } from "./make";

Object.assign(globalThis, { window: globalThis });

/** A service that is asked by POST or socket, and answers when the test says so. */
function service() {
  const asked: { after: number; answer: (seq: number, ...numbers: string[]) => Promise<void> }[] = [];
  let connected = false;
  const wait = (command: object) =>
    new Promise((resolve) => {
      asked.push({
        after: (command as { after: number }).after,
        async answer(seq, ...numbers) {
          const messages = Array.from({ length: seq }, (_, n) => message(n + 1, text(`${n + 1}`)));
          const reports = numbers.map((number) => report(number));
          resolve({ ok: true, seq, messages, reports, agencies_revision: 1, catalogue_revision: 1, settings_revision: 1 });
          await new Promise(setImmediate);
        },
      });
    });
  return {
    asked,
    plug: () => (connected = true),
    post: (_event: string, command: object) => wait(command),
    socket: {
      isConnected: () => connected,
      connect: () => {},
      disconnect: () => (connected = false),
      ask: (_event: string, command: object) => wait(command),
    },
  };
}

function following() {
  const store = makeStore(freshState("id"));
  const there = service();
  const follower = makeFollower(store, there.socket, there.post, true);
  follower.start();
  return { store, follower, ...there };
}

test("what was said between the first answer and the socket's joining is asked for once more", async () => {
  const { store, follower, asked, plug } = following();
  plug();
  follower.connected(); // the first question is still under way, and its answer was read before
  await asked[0]?.answer(1);
  assert.equal(asked.length, 2);
  await asked[1]?.answer(2);
  assert.equal(seqOf(store.state()), 2);
  assert.equal(asked.length, 2);
  follower.stop();
});

test("an answer that comes after the device was cleared is nobody's", async () => {
  const { store, follower, asked } = following();
  follower.stop();
  store.change({ type: "forgotten" });
  follower.start();
  await asked[0]?.answer(2, "NET-20261129-0001");
  assert.deepEqual([store.state().reports, store.state().messages], [[], []]);
  assert.equal(asked.length, 2);
  await asked[1]?.answer(0);
  follower.stop();
});

test("an answer from before a receipt does not take the new report away", async () => {
  const { store, follower, asked } = following();
  store.change({
    type: "receipted",
    receipt: { client_id: "x", seq: 2, messages: [message(1, text("a")), message(2, text("b"))], reports: [report("NET-20261129-0002")] },
  } as never);
  await asked[0]?.answer(1);
  assert.deepEqual(store.state().reports.map((one) => one.number), ["NET-20261129-0002"]);
  follower.stop();
});
