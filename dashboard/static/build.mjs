// Builds the desk's script, styles and icons into dashboard/static/dist with hashed names. Called by widget/build.mjs.

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");
const ICONS = dirname(fileURLToPath(import.meta.resolve("lucide-static/icons/inbox.svg")));
const TEMPLATES = join(HERE, "../templates");

/** Build everything; returns the manifest. */
export async function build() {
  await rm(DIST, { recursive: true, force: true });
  const built = await esbuild.build({
    entryPoints: { dashboard: join(HERE, "src/dashboard.ts"), style: join(HERE, "src/dashboard.css") },
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome100", "firefox101", "safari16"],
    legalComments: "none",
    loader: { ".woff2": "file" },
    outdir: DIST,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    metafile: true,
  });
  const names = Object.keys(built.metafile.outputs).map((path) => basename(path));
  const manifest = {
    "dashboard.js": names.find((name) => /^dashboard-.*\.js$/.test(name)),
    "dashboard.css": names.find((name) => /^style-.*\.css$/.test(name)),
  };
  await writeFile(join(DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyIcons();
  return manifest;
}

/** Copy the icons that templates and `nav.py` name, so that the server needs no node_modules. */
async function copyIcons() {
  await mkdir(join(DIST, "icons"), { recursive: true });
  const files = [join(HERE, "../nav.py")];
  for (const entry of await readdir(TEMPLATES, { recursive: true })) {
    if (entry.endsWith(".html")) files.push(join(TEMPLATES, entry));
  }
  const named = new Set();
  for (const file of files) {
    const text = await readFile(file, "utf8");
    for (const [, icon] of text.matchAll(/icon\("([a-z0-9-]+)"\)/g)) named.add(icon);
    for (const [, icon] of text.matchAll(/Page\("[^"]*", "[^"]*", "([a-z0-9-]+)"/g)) named.add(icon);
  }
  for (const icon of named) await copyFile(join(ICONS, `${icon}.svg`), join(DIST, "icons", `${icon}.svg`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
