// Builds what a host page fetches into widget/dist and fails over budget. `node widget/build.mjs [--out <folder>]`
//
//   widget.js              the loader; served by the server with the desk's numbers in it, so its name never changes
//   <build>/chat-id.js     the chat with the words of one language, fetched on the first click
//   <build>/form.js …      rooms, fetched when the chat is idle or needs them (scripts/rooms.mjs)
//   sw.js, hosted.js       the hosted page's service worker and the script that registers it
//   <build>/words-en.js    the chat's words when the language is changed; more-<locale>.js all other words
//
// <build> is a hash of everything in the folder, so each of its files may be cached for ever; the loader names it once.

import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle, hashOf, writePacked } from "./scripts/bundle.mjs";
import { LOCALES, readPhrases, wordsOf } from "./scripts/phrases.mjs";
import { ROOMS } from "./scripts/rooms.mjs";
import { checkBudget, printSizes, sizesOf } from "./scripts/sizes.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SRC = join(HERE, "src");
const KEPT = 4;

/** Build everything into `out`; returns the manifest. Throws when a phrase is missing or a budget is broken. */
export async function build(out = join(HERE, "dist")) {
  const phrases = await readPhrases(join(HERE, "../server/content/phrases.yaml"));
  const files = await chunks(phrases);
  const hash = hashOf(files);
  const { code } = await bundle({
    entry: join(SRC, "index.ts"),
    format: "iife",
    define: { BUILD: hash, LAUNCHER_WORDS: eachLocale((locale) => launcherWords(phrases[locale])) },
  });
  await mkdir(join(out, hash), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writePacked(join(out, hash, name), text);
  const loader = `;${code}`; // a bundle may glue it behind a script that ends without one
  await writeFile(join(out, "widget.js"), loader);
  const names = Object.keys(files);
  const hosted = { "sw.js": "worker.ts", "hosted.js": "page.ts" };
  for (const [name, entry] of Object.entries(hosted)) {
    const define = { BUILD: hash, CHUNKS: names };
    const { code } = await bundle({ entry: join(SRC, "hosted", entry), format: "iife", define });
    await writeFile(join(out, name), code);
  }

  const sizes = sizesOf(loader, files);
  const manifest = { build: hash, loader: "widget.js", files: names, gzip: sizes.totals };
  await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await forgetOld(out, hash);
  printSizes(sizes);
  checkBudget(sizes);
  return manifest;
}

/** Pages that were loaded before this build still fetch from theirs: the newest few stay. */
async function forgetOld(out, current) {
  const builds = (await readdir(out)).filter((name) => /^[0-9a-f]{10}$/.test(name) && name !== current);
  const aged = await Promise.all(
    builds.map(async (name) => ({ name, at: (await stat(join(out, name))).mtimeMs })),
  );
  const old = aged.sort((one, other) => other.at - one.at).slice(KEPT);
  for (const { name } of old) await rm(join(out, name), { recursive: true });
}

/** Everything that the loader may fetch, as `{name: text}`. */
async function chunks(phrases) {
  const files = {};
  const chat = { entry: join(SRC, "chat.tsx") };
  const draft = await bundle({ ...chat, define: { FIRST_LOCALE: "id", FIRST_WORDS: {} } });
  const words = wordsOf(phrases, draft.sources);
  for (const locale of LOCALES) {
    const define = { FIRST_LOCALE: locale, FIRST_WORDS: words.chat[locale] };
    files[`chat-${locale}.js`] = (await bundle({ ...chat, define })).code;
    files[`words-${locale}.js`] = asModule(words.chat[locale]);
    files[`more-${locale}.js`] = asModule(words.more[locale]);
  }
  for (const [room, entry] of Object.entries(ROOMS)) {
    const built = await bundle({ stdin: entry, resolveDir: SRC, room: true });
    wordsOf(phrases, built.sources); // throws when a room says what nobody wrote
    files[`${room}.js`] = built.code;
  }
  return files;
}

const eachLocale = (make) => Object.fromEntries(LOCALES.map((locale) => [locale, make(locale)]));
const launcherWords = (phrases) => [phrases.launcher, phrases["connection.not_loaded"]];
const asModule = (value) => `export default ${JSON.stringify(value)}`;

async function buildDashboard() {
  const script = join(HERE, "../dashboard/static/build.mjs");
  if (!existsSync(script)) return;
  const { build: buildIt } = await import(pathToFileURL(script).href);
  if (buildIt) await buildIt();
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--out");
  await build(at > 0 ? resolve(process.argv[at + 1]) : undefined);
  if (at < 0) await buildDashboard();
}
