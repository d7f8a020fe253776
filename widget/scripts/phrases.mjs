// Which phrases travel with which chunk: a locale's first file has only what the chat itself can say.

import { readFile } from "node:fs/promises";
import { parse } from "yaml";

export const LOCALES = ["id", "en"];

/** What the server makes the bot say is not in our sources: these trees always travel with the chat. */
const SAID_BY_THE_SERVER = ["menu.", "free_text.", "answer.", "staff_chat."];

/** Read the `widget:` tree as `{locale: {"dotted.key": sentence}}`. */
export async function readPhrases(path) {
  const tree = parse(await readFile(path, "utf8")).widget;
  const flat = Object.fromEntries(LOCALES.map((locale) => [locale, {}]));
  const walk = (node, prefix) => {
    for (const [name, below] of Object.entries(node)) {
      const key = prefix + name;
      if (LOCALES.every((locale) => typeof below[locale] === "string")) {
        for (const locale of LOCALES) flat[locale][key] = below[locale];
      } else walk(below, `${key}.`);
    }
  };
  walk(tree, "");
  return flat;
}

/**
 * Split the phrases into what these sources say and the others.
 * Sources name a phrase by say("key"), or by say(`prefix.${…}`); one that nobody wrote throws.
 */
export function wordsOf(phrases, sources) {
  const known = Object.keys(phrases[LOCALES[0]]);
  const prefixes = [...SAID_BY_THE_SERVER];
  const used = new Set();
  for (const source of sources) {
    for (const [, key] of source.matchAll(/\bsay\(\s*"([^"]+)"/g)) {
      if (!known.includes(key))
        throw new Error(`widget: no phrase for say("${key}") in server/content/phrases.yaml`);
      used.add(key);
    }
    for (const [, prefix] of source.matchAll(/\bsay\(\s*`([a-z_.]+)\$\{/g)) {
      if (!known.some((key) => key.startsWith(prefix)))
        throw new Error(`widget: no phrase begins with ${prefix}`);
      prefixes.push(prefix);
    }
  }
  const early = (key) => used.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
  const pick = (locale, wanted) =>
    Object.fromEntries(Object.entries(phrases[locale]).filter(([key]) => early(key) === wanted));
  const split = (wanted) => Object.fromEntries(LOCALES.map((locale) => [locale, pick(locale, wanted)]));
  return { chat: split(true), more: split(false) };
}
