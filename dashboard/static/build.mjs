// Builds the desk's script, styles and icons into dashboard/static/dist with hashed names. Called by widget/build.mjs.

import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { leanSocket } from "../../widget/scripts/bundle.mjs";
import { keepUsed, wordsIn } from "./purge.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");
const ICONS = dirname(fileURLToPath(import.meta.resolve("lucide-static/icons/inbox.svg")));
const FILES = { "dashboard.js": "src/dashboard.ts", "dashboard.css": "src/dashboard.css", "dark.css": "src/dark.css" };
const HASHED = /^(.+)-[0-9A-Z]{8}(\.[a-z0-9]+)$/;
const KEPT = 4;

/** Build everything into `dist`; returns the manifest. */
export async function build(dist = DIST) {
  const pages = await readAll(join(HERE, "../templates"), ".html");
  const scripts = await readAll(join(HERE, "src"), ".ts");
  const marks = await readFile(join(HERE, "../marks.py"), "utf8");
  const built = await esbuild.build({
    entryPoints: Object.values(FILES).map((path) => join(HERE, path)),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome100", "firefox101", "safari16"],
    legalComments: "none",
    loader: { ".woff2": "file" },
    plugins: [purgeTabler(wordsIn(namesIn(pages) + scripts)), leanSocket],
    outdir: dist,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    metafile: true,
  });
  const manifest = {};
  for (const [path, { entryPoint }] of Object.entries(built.metafile.outputs)) {
    const name = Object.keys(FILES).find((one) => entryPoint?.endsWith(FILES[one]));
    if (name) manifest[name] = basename(path);
  }
  await copyIcons(pages, marks, dist);
  await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await forgetOld(dist, Object.keys(built.metafile.outputs).map((path) => basename(path)));
  return manifest;
}

/** A process that started before this build still names the files of its own: the newest few of each stay. */
async function forgetOld(dist, current) {
  const old = new Map();
  for (const name of await readdir(dist)) {
    const [, stem, ending] = HASHED.exec(name) ?? [];
    if (!stem || current.includes(name)) continue;
    const { mtimeMs } = await stat(join(dist, name));
    old.set(stem + ending, [...(old.get(stem + ending) ?? []), { name, mtimeMs }]);
  }
  for (const files of old.values()) {
    const gone = files.sort((one, other) => other.mtimeMs - one.mtimeMs).slice(KEPT);
    for (const { name } of gone) await rm(join(dist, name));
  }
}

/** Tabler is 640 kB of rules, of which our pages use a few: only those are bundled. */
function purgeTabler(used) {
  return {
    name: "purge-tabler",
    setup(setUp) {
      setUp.onLoad({ filter: /tabler\.min\.css$/ }, async ({ path }) => ({
        contents: keepUsed(await readFile(path, "utf8"), used),
        loader: "css",
      }));
    },
  };
}

/** The tags' ends from `class` on, and the data attributes: a word of a sentence or of a tag's name keeps no rule. */
const namesIn = (pages) => pages.match(/class="[^>]*|data-[\w-]+/g).join(" ");

/**
 * Copy the icons that the templates and `marks.py` name, so that the server needs no node_modules. One that they name no
 * more stays: a process reads an icon when it first draws it, and one that started before this build may do so yet.
 */
async function copyIcons(pages, marks, dist) {
  await mkdir(join(dist, "icons"), { recursive: true });
  const named = new Set();
  for (const [, icon] of pages.matchAll(/icon\("([a-z0-9-]+)"\)/g)) named.add(icon);
  for (const [, icon] of marks.matchAll(/"[a-z_]+": "([a-z0-9-]+)"/g)) named.add(icon);
  for (const icon of named) {
    const drawing = await readFile(join(ICONS, `${icon}.svg`), "utf8");
    await writeFile(join(dist, "icons", `${icon}.svg`), onOneLine(drawing));
  }
  await copyFile(join(ICONS, "../LICENSE"), join(dist, "icons/LICENSE"));
}

/** Decoration, so hidden from screen readers; a list shows a hundred of them, so no comment (LICENSE lies beside). */
const onOneLine = (svg) =>
  svg
    .replace(/<!--[\s\S]*?-->/, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll("> <", "><")
    .replaceAll(/ (\/?>)/g, "$1")
    .replace("<svg", '<svg aria-hidden="true"')
    .trim();

async function readAll(folder, ending) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending)).sort();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
