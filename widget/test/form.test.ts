import assert from "node:assert/strict";
import { test } from "node:test";
import type { Draft } from "../src/store/state";
import { check } from "../src/view/form/check";
import { findAgencies } from "../src/view/form/search";
import { inWib, occurredAt } from "../src/view/form/when";
import { clock, moment } from "../src/words/time";

const NOW = Date.parse("2026-11-25T10:15:00+07:00");
const agencies = {
  revision: 1,
  agencies: [
    { slug: "disdik", name: "Dinas Pendidikan", short: "Disdik", aliases: ["Dikbud"] },
    {
      slug: "disdukcapil",
      name: "Dinas Kependudukan dan Pencatatan Sipil",
      short: "Disdukcapil",
      aliases: ["Capil"],
    },
    {
      slug: "kec-tampan",
      name: "Kecamatan Tuah Madani",
      short: "Kec. Tuah Madani",
      aliases: ["Camat Tampan"],
    },
  ],
};
const draft: Draft = {
  name: "Rani Contoh",
  agency: "disdik",
  unit: null,
  place: "Lantai 2",
  kind: "wifi",
  question: null,
  description: "Wi-Fi mati sejak pagi",
  impact: "none",
  whatsapp: "0812-0000-1234",
  when: "now",
  picked: "",
  wa_consent: false,
  photos: [],
  errors: {},
}; // prettier-ignore

test("a whole draft has no fault, and WhatsApp consent is not needed", () => {
  assert.deepEqual(check(draft, agencies, NOW), {});
});

test("every empty field is named at once", () => {
  const empty = {
    ...draft,
    name: " ",
    agency: null,
    place: "",
    kind: "",
    description: "",
    impact: "" as const,
    whatsapp: "",
  };
  assert.deepEqual(Object.keys(check(empty, agencies, NOW)), [
    "name",
    "agency",
    "place",
    "kind",
    "description",
    "impact",
    "whatsapp",
  ]); // prettier-ignore
});

test("a unit that is not listed needs words; an OPD that was deleted meanwhile is said to be gone", () => {
  assert.deepEqual(check({ ...draft, agency: null, unit: "" }, agencies, NOW), { agency: "required" });
  assert.deepEqual(check({ ...draft, agency: null, unit: "UPT Puskesmas" }, agencies, NOW), {});
  assert.deepEqual(check({ ...draft, agency: "gone" }, agencies, NOW), { agency: "unknown" });
});

test("times are read in WIB, and neither the future nor last month will do", () => {
  const at = (picked: string) => check({ ...draft, when: "pick", picked }, agencies, NOW).occurred_at;
  assert.equal(at("2026-11-25T10:00"), undefined);
  assert.equal(at("2026-11-25T10:19"), undefined);
  assert.equal(at("2026-11-25T10:21"), "future");
  assert.equal(at("2026-10-25T10:00"), "too_old");
  assert.equal(at(""), "required");
});

test("the presets are what people mean by them", () => {
  assert.equal(occurredAt("today_morning", "", NOW), "2026-11-25T08:00:00+07:00");
  assert.equal(occurredAt("yesterday", "", NOW), "2026-11-24T08:00:00+07:00");
  const early = Date.parse("2026-11-25T06:30:00+07:00");
  assert.equal(occurredAt("today_morning", "", early), new Date(early).toISOString());
  assert.equal(inWib(Date.parse("2026-11-30T23:30:00+07:00")), "2026-11-30T23:30");
});

test("an OPD is found by its name, its short name and what people call it", () => {
  const slugs = (typed: string) => findAgencies(agencies.agencies, typed).map((one) => one.slug);
  assert.deepEqual(slugs("disdik"), ["disdik"]);
  assert.deepEqual(slugs("capil"), ["disdukcapil"]);
  assert.deepEqual(slugs("camat tam"), ["kec-tampan"]);
  assert.deepEqual(slugs("dinas pen").sort(), ["disdik", "disdukcapil"]);
  assert.deepEqual(slugs("zzz"), []);
  assert.equal(slugs("").length, 3);
});

test("times are said as the office says them", () => {
  const now = new Date(NOW);
  assert.equal(clock("2026-11-25T07:30:00Z", "id"), "14.30");
  assert.equal(clock("2026-11-25T07:30:00Z", "en"), "14:30");
  assert.equal(moment("2026-11-25T17:30:00Z", "id", now), "26 Nov pukul 00.30");
  assert.equal(moment("2025-11-25T07:30:00Z", "en", now), "25 Nov 2025, 14:30");
});
