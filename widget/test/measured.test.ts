import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connection } from "../src/store/state";
import { measured } from "../src/view/form/measured";

const phone = { type: "cellular", effectiveType: "3g", downlink: 1.4, rtt: 125 };

test("what the browser tells of the network goes with the report", () => {
  assert.deepEqual(measured("live", { onLine: true, connection: phone }), {
    line: "socket",
    online: true,
    network: "cellular",
    speed_class: "3g",
    downlink_mbit: 1.4,
    rtt_ms: 125,
  });
});

test("Firefox and Safari tell only whether there is a network", () => {
  assert.deepEqual(measured("slow", { onLine: true }), { line: "post", online: true });
});

test("what is not known, not measured or not in the list is left out", () => {
  assert.deepEqual(measured("connecting", {}), {});
  const odd = { type: "unknown", effectiveType: "9g", downlink: 0, rtt: 0 };
  assert.deepEqual(measured("offline", { onLine: false, connection: odd }), { line: "none", online: false });
});

test("the chat has a way to Sigap, or none", () => {
  const lines = (["live", "slow", "waiting", "offline"] as Connection[]).map((one) => measured(one, {}).line);
  assert.deepEqual(lines, ["socket", "post", "none", "none"]);
});
