import type { Say } from "../../words/words";

/** What is wrong with a field, in words; a code that nobody foresaw still says that something is. */
export function faultWords(say: Say, field: string, code: string): string {
  const known = say(`errors.fields.${field}.${code}`);
  if (known) return known;
  const kind = /too_long/.test(code) ? "too_long" : /too_short|missing/.test(code) ? "required" : "invalid";
  return say(`errors.fields.${field}.${kind}`) || say("errors.codes.invalid");
}
