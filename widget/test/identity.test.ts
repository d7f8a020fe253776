import assert from "node:assert/strict";
import { test } from "node:test";
import { mintId, mintToken, openIdentity } from "../src/identity";
import { makeSpeech } from "../src/words/words";

test("a token has 256 bits as base64url, and no two are the same", () => {
  const tokens = new Set(Array.from({ length: 50 }, mintToken));
  assert.equal(tokens.size, 50);
  for (const token of tokens) assert.match(token, /^[A-Za-z0-9_-]{43}$/);
});

test("an id is a UUID of version 4", () => {
  for (let n = 0; n < 50; n += 1) {
    assert.match(mintId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("where the browser refuses to store, the conversation lives as long as the page", () => {
  const identity = openIdentity("sigap:test"); // Node has no localStorage: every access throws
  const token = identity.token();
  assert.equal(identity.token(), token);
  identity.chooseLocale("en");
  identity.forget();
  assert.notEqual(identity.token(), token);
  assert.equal(identity.locale(), "en");
});

test("what waits here brings its conversation back, once", () => {
  const identity = openIdentity("sigap:test");
  const mine = mintToken();
  assert.deepEqual([identity.adopt(mine), identity.token(), identity.adopt(mine)], [true, mine, false]);
  assert.deepEqual([identity.adopt(undefined), identity.token()], [false, mine]);
});

test("a sentence is said in the language of now, with its placeholders filled", async () => {
  const files: Record<string, Record<string, string>> = {
    "words-en": { hello: "Hello {name}" },
    "more-en": { bye: "Bye" },
  };
  const speech = makeSpeech(async (file) => ({ default: files[file] }), "id", { hello: "Halo {name}" });
  assert.equal(speech.say("hello", { name: "Rani" }), "Halo Rani");
  await speech.learn("en", true);
  speech.use("en");
  assert.equal(speech.say("hello", { name: "Rani" }), "Hello Rani");
  assert.equal(speech.say("bye"), "Bye");
  assert.equal(speech.say("nothing.of.this"), "");
});
