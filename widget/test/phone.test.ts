import assert from "node:assert/strict";
import { test } from "node:test";
import { numberFault } from "../src/words/phone";

const RIGHT = [
  "081200001234",
  "0812-0000-1234",
  "0812.0000.1234",
  "(0812) 0000-1234",
  "+62 812-0000-1234",
  "6281200001234",
  "81200001234",
  "006281200001234",
  "+62 0812 0000 1234",
  "62081200001234",
  "\u202a+62 812‑0000‑1234\u202c",
  "０８１２００００１２３４",
  "WA: 081200001234",
  "https://wa.me/6281200001234",
  "0811000123",
  "0895300001234",
  "No. HP 081200001234",
]; // prettier-ignore

const WRONG: [string, string][] = [
  ["", "required"],
  ["   ", "required"],
  ["08123", "short"],
  ["08120000123456", "long"],
  ["08400001234", "invalid"],
  ["0812-0000-12O4", "invalid"],
  ["0761 000123", "landline"],
  ["+62 761 000123", "landline"],
  ["021-5550123", "landline"],
  ["+60123456789", "foreign"],
  ["0060123456789", "foreign"],
  ["081200001234 / 081300001234", "multiple"],
  ["081200001234 dan 081300001234", "multiple"],
  ["62 62 812 0000 1234", "invalid"],
  ["tidak punya", "invalid"],
]; // prettier-ignore

for (const typed of RIGHT)
  test(`"${typed}" is a number that WhatsApp can have`, () => assert.equal(numberFault(typed), ""));
for (const [typed, code] of WRONG)
  test(`"${typed}" is ${code}`, () => assert.equal(numberFault(typed), code));
