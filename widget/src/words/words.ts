/** Sentences by key, in the language of now. The chat's own come with it; the others when a room needs them. */

import type { Load, Locale, Words } from "../options";

export type Say = (key: string, params?: Record<string, string | number>) => string;

export interface Speech {
  say: Say;
  /** Make the words of a language ready; `all` with those of the rooms too. */
  learn(locale: Locale, all?: boolean): Promise<void>;
  use(locale: Locale): void;
}

export function makeSpeech(load: Load, first: Locale, words: Words): Speech {
  const known: Partial<Record<Locale, Words>> = { [first]: words };
  const complete = new Set<Locale>();
  let current: Words = words;
  return {
    say: (key, params = {}) =>
      (current[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? "")),
    async learn(locale, all = false) {
      known[locale] ??= (await load(`words-${locale}`)).default as Words;
      if (!all || complete.has(locale)) return;
      Object.assign(known[locale] as Words, (await load(`more-${locale}`)).default);
      complete.add(locale);
    },
    use(locale) {
      current = known[locale] ?? current;
    },
  };
}
