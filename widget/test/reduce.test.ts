import assert from "node:assert/strict";
import { test } from "node:test";
import lists from "../../tests/contract/samples/lists_changed.json";
import receipt from "../../tests/contract/samples/receipt.json";
import changed from "../../tests/contract/samples/report_changed.json";
import said from "../../tests/contract/samples/said.json";
import synced from "../../tests/contract/samples/synced.json";
import { ListsChanged, type Receipt, ReportChanged, Said, StaffTyping, type Synced } from "../src/contract.gen";
import { type Change, reduce } from "../src/store/reduce";
import { freshState, type State, seqOf } from "../src/store/state";
import { idOf, message, pressed, report, text } from "./make";

const after = (...changes: Change[]): State => changes.reduce(reduce, freshState("id"));
const tell = (...messages: ReturnType<typeof message>[]): Change => ({ type: Said, notice: { messages } });

test("every notice of the contract's samples changes the state", () => {
  const before = after({ type: "synced", synced: synced as Synced });
  assert.equal(before.messages.length, 16);
  const told = reduce(
    { ...before, messages: before.messages.slice(0, 4) },
    { type: Said, notice: said as never },
  );
  assert.equal(seqOf(told), 5);
  const moved = reduce(before, { type: ReportChanged, notice: changed as never });
  assert.equal(moved.reports[0]?.status, "in_progress");
  assert.deepEqual(reduce(before, { type: ListsChanged, notice: lists }).revisions, {
    agencies: 4,
    catalogue: 2,
    settings: 3,
  });
});

test("a message that is here already is dropped", () => {
  const state = after(tell(message(1, text("a"))), tell(message(1, text("a")), message(2, text("b"))));
  assert.deepEqual(
    state.messages.map((one) => one.seq),
    [1, 2],
  );
});

test("messages that come in disorder stand in order", () => {
  const state = after(tell(message(2, text("b")), message(1, text("a"))));
  assert.deepEqual(
    state.messages.map((one) => one.seq),
    [1, 2],
  );
});

test("after a gap nothing is taken, and the widget knows that it is behind", () => {
  const state = after(tell(message(1, text("a"))), tell(message(3, text("c"))));
  assert.deepEqual(
    state.messages.map((one) => one.seq),
    [1],
  );
  assert.equal(state.behind, true);
  const healed = reduce(state, {
    type: "synced",
    synced: { ...(synced as Synced), messages: [message(2, text("b")), message(3, text("c"))] },
  });
  assert.deepEqual([healed.messages.length, healed.behind], [3, false]);
});

test("a receipt takes its command from what is on its way, and brings its report", () => {
  const item = pressed(1, "kind:wifi");
  item.command.client_id = receipt.client_id;
  const state = after(
    { type: "outgoing", items: [item, pressed(2)] },
    { type: "receipted", receipt: receipt as Receipt },
  );
  assert.deepEqual(
    state.outgoing.map((one) => one.command.client_id),
    [idOf(2)],
  );
  assert.equal(state.reports[0]?.number, "NET-20261125-0007");
  assert.equal(state.messages.length, 4);
});

test("a command that the conversation shows already is no longer on its way", () => {
  const state = after(tell(message(1, text("a"), idOf(1))), {
    type: "outgoing",
    items: [pressed(1), pressed(2)],
  });
  assert.deepEqual(
    state.outgoing.map((one) => one.command.client_id),
    [idOf(2)],
  );
});

test("a notice that comes before the receipt does not draw the bubble twice", () => {
  const state = after({ type: "outgoing", items: [pressed(1)] }, tell(message(1, text("a"), idOf(1))));
  assert.equal(state.outgoing.length, 0);
});

test("a changed report keeps its place and a new one comes first", () => {
  const state = after(
    { type: ReportChanged, notice: { report: report("NET-20261125-0001") } },
    { type: ReportChanged, notice: { report: report("NET-20261125-0002") } },
    { type: ReportChanged, notice: { report: report("NET-20261125-0001", "resolved") } },
  );
  assert.deepEqual(
    state.reports.map((one) => `${one.number} ${one.status}`),
    ["NET-20261125-0002 new", "NET-20261125-0001 resolved"],
  );
});

test("what others say while the window is closed is unread until it opens", () => {
  const closed = after(tell(message(1, text("mine"), idOf(1)), message(2, text("a")), message(3, text("b"))));
  assert.equal(closed.unread, 2);
  assert.equal(reduce(closed, { type: "shown", shown: true }).unread, 0);
});

test("an older list than the server named is not asked for again and again", () => {
  const named = after({ type: ListsChanged, notice: { agencies_revision: 9, catalogue_revision: 9 } });
  const loaded = reduce(named, { type: "agenciesLoaded", agencies: { revision: 7, agencies: [] } });
  assert.equal(loaded.revisions.agencies, loaded.agencies?.revision);
});

test("taking the data off the device leaves nothing of the conversation", () => {
  const state = after(
    tell(message(1, text("a"))),
    { type: ReportChanged, notice: { report: report("NET-20261125-0001") } },
    { type: "outgoing", items: [pressed(1)] },
    { type: "forgotten" },
  );
  assert.deepEqual([state.messages, state.reports, state.outgoing, state.draft], [[], [], [], null]);
});

test("a page that the OPD does not list is told so", () => {
  const site = { allowed: false, agencies_revision: 1, catalogue_revision: 1 } as never;
  assert.equal(after({ type: "siteKnown", site }).trouble, "origin_forbidden");
});

test("the desk's typing is shown until its reply is there, or for its seconds", () => {
  const typing = after({ type: StaffTyping, notice: { number: "NET-20261125-0007" } });
  assert.equal(typing.staffTypes, true);
  assert.equal(reduce(typing, { type: "staffStopped" }).staffTypes, false);
  const reply = { ...message(1, text("Kami tiba")), author: "staff" as const };
  assert.equal(reduce(typing, tell(reply)).staffTypes, false);
  assert.equal(reduce(typing, tell(message(1, text("Halo"), idOf(1)))).staffTypes, true);
});
