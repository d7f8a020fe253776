import assert from "node:assert/strict";
import { test } from "node:test";
import receipt from "../../tests/contract/samples/receipt.json";
import refused from "../../tests/contract/samples/refused.json";
import synced from "../../tests/contract/samples/synced.json";
import { outcomeOf, syncedOf } from "../src/transport/outcome";

const mine = receipt.client_id;
const kindOf = (answer: unknown) => outcomeOf(answer, mine).kind;

test("only an answer that names my id is a receipt", () => {
  assert.equal(kindOf(receipt), "receipt");
  for (const other of [{ ...receipt, client_id: "another" }, { ok: true }, { ok: true, client_id: mine }]) {
    assert.equal(kindOf(other), "unreachable");
  }
});

test("an empty ack, a captive portal's page and nonsense are no answer at all", () => {
  for (const nothing of [
    undefined,
    null,
    [],
    "",
    "<html>Login</html>",
    200,
    {},
    { ok: "true", client_id: mine },
  ]) {
    assert.equal(kindOf(nothing), "unreachable");
  }
});

test("a final refusal carries its code and its fields", () => {
  const outcome = outcomeOf(refused, mine);
  assert.deepEqual(outcome, { kind: "refused", code: "invalid", fields: { whatsapp: "landline" } });
});

test("a refusal that names seconds is to be tried again later", () => {
  assert.deepEqual(outcomeOf({ ok: false, code: "too_fast", retry_after: 7 }, mine), {
    kind: "later",
    seconds: 7,
    code: "too_fast",
  });
});

test("an unknown protocol or event means reload, not refuse", () => {
  for (const code of ["protocol_outdated", "unknown_event"])
    assert.equal(kindOf({ ok: false, code }), "outdated");
});

test("a sync is taken only whole", () => {
  assert.equal(syncedOf(synced)?.messages.length, 16);
  for (const other of [undefined, "<html>", { ok: true }, { ...synced, messages: undefined }, refused]) {
    assert.equal(syncedOf(other), null);
  }
});
