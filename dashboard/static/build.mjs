// Builds the desk's script, styles and icons into dashboard/static/dist with hashed names. Called by widget/build.mjs.

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { leanSocket } from "../../widget/scripts/bundle.mjs";
import { keepUsed, wordsIn } from "./purge.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");
const ICONS = dirname(fileURLToPath(import.meta.resolve("lucide-static/icons/inbox.svg")));
const FILES = { "dashboard.js": "src/dashboard.ts", "dashboard.css": "src/dashboard.css", "dark.css": "src/dark.css" };

/** Build everything; returns the manifest. */
export async function build() {
  const pages = await readAll(join(HERE, "../templates"), ".html");
  const scripts = await readAll(join(HERE, "src"), ".ts");
  const marks = await readFile(join(HERE, "../marks.py"), "utf8");
  await rm(DIST, { recursive: true, force: true });
  const built = await esbuild.build({
    entryPoints: Object.values(FILES).map((path) => join(HERE, path)),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome100", "firefox101", "safari16"],
    legalComments: "none",
    loader: { ".woff2": "file" },
    plugins: [purgeTabler(wordsIn(namesIn(pages) + scripts)), leanSocket],
    outdir: DIST,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    metafile: true,
  });
  const manifest = {};
  for (const [path, { entryPoint }] of Object.entries(built.metafile.outputs)) {
    const name = Object.keys(FILES).find((one) => entryPoint?.endsWith(FILES[one]));
    if (name) manifest[name] = basename(path);
  }
  await writeFile(join(DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyIcons(pages, marks);
  return manifest;
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

/** Copy the icons that the templates and `marks.py` name, so that the server needs no node_modules. */
async function copyIcons(pages, marks) {
  await mkdir(join(DIST, "icons"), { recursive: true });
  const named = new Set();
  for (const [, icon] of pages.matchAll(/icon\("([a-z0-9-]+)"\)/g)) named.add(icon);
  for (const [, icon] of marks.matchAll(/"[a-z_]+": "([a-z0-9-]+)"/g)) named.add(icon);
  for (const icon of named) {
    const drawing = await readFile(join(ICONS, `${icon}.svg`), "utf8");
    await writeFile(join(DIST, "icons", `${icon}.svg`), onOneLine(drawing));
  }
  await copyFile(join(ICONS, "../LICENSE"), join(DIST, "icons/LICENSE"));
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
