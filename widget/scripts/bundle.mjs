// One esbuild call with our plugins: icons as one path each, style sheets as text, Preact on loan for rooms.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { iconPath } from "./icons.mjs";
import { borrowPreact } from "./rooms.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const TARGET = ["chrome80", "firefox101", "safari16"];

/** Bundle one entry. Returns its code and the text of our sources that it is made of. */
export async function bundle({ entry, stdin, resolveDir, define = {}, format = "esm", room = false }) {
  const plugins = [icons, sheetsAsText, leanSocket];
  if (room) plugins.unshift(borrowPreact);
  const result = await esbuild.build({
    ...(entry ? { entryPoints: [entry] } : { stdin: { contents: stdin, resolveDir, loader: "ts" } }),
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format,
    target: TARGET,
    legalComments: "none",
    charset: format === "iife" ? "ascii" : "utf8", // modules are UTF-8; the loader's page may be anything
    absWorkingDir: ROOT,
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    inject:
      (entry ?? stdin).includes("preact") || entry?.endsWith(".tsx")
        ? [join(ROOT, "widget/src/view/jsx.ts")]
        : [],
    tsconfigRaw: { compilerOptions: { jsx: "react", jsxFactory: "h", jsxFragmentFactory: "Fragment" } },
    plugins,
  });
  const sources = Object.keys(result.metafile.inputs).filter((path) => path.startsWith("widget/src/"));
  return {
    code: result.outputFiles[0].text,
    inputs: Object.values(result.metafile.outputs)[0].inputs,
    sources: await Promise.all(sources.map((path) => readFile(join(ROOT, path), "utf8"))),
  };
}

/** Name a build by what is in it: ten hexadecimal digits. */
export function hashOf(files) {
  const hash = createHash("sha256");
  for (const [name, text] of Object.entries(files)) hash.update(`${name}\0${text}\0`);
  return hash.digest("hex").slice(0, 10);
}

/** Write a file with its gzip and brotli beside it. */
export async function writePacked(path, text) {
  await writeFile(path, text);
  await writeFile(`${path}.gz`, gzipSync(text, { level: 9 }));
  await writeFile(`${path}.br`, brotliCompressSync(text));
}

const icons = {
  name: "icons",
  setup(build) {
    build.onResolve({ filter: /^icon:/ }, ({ path }) => ({ path: path.slice(5), namespace: "icon" }));
    build.onLoad({ filter: /./, namespace: "icon" }, async ({ path }) => ({
      contents: `export default ${JSON.stringify(await iconPath(ROOT, path))}`,
    }));
  },
};

/** Style sheets travel inside the chunk as text, for `adoptedStyleSheets`. */
const sheetsAsText = {
  name: "sheets",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const options = { loader: "css", minify: true, target: TARGET };
      const { code } = await esbuild.transform(await readFile(path, "utf8"), options);
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Socket.IO without what is never used here: other transports (our long poll is `sync`) and the cache of managers. */
export const leanSocket = {
  name: "lean-socket",
  setup(build) {
    const only = (filter, from, contents) =>
      build.onResolve({ filter }, ({ importer, resolveDir }) =>
        importer.includes(from)
          ? { path: resolveDir, namespace: "lean-socket", pluginData: contents }
          : undefined,
      );
    const packages = join(ROOT, "node_modules");
    const engine = `${packages}/engine.io-client/build/esm`;
    only(
      /^socket\.io-client$/,
      "/src",
      `export { Manager } from "${packages}/socket.io-client/build/esm/manager.js";`,
    );
    only(
      /^engine\.io-client$/,
      "socket.io-client",
      `export { Socket } from "${engine}/socket.js";
       export { installTimerFunctions } from "${engine}/util.js";
       export { nextTick } from "${engine}/globals.js";`,
    );
    only(
      /^\.\/transports\/index\.js$/,
      "engine.io-client",
      'import { WS } from "./transports/websocket.js"; export const transports = { websocket: WS };',
    );
    build.onLoad({ filter: /./, namespace: "lean-socket" }, ({ path, pluginData }) => ({
      contents: pluginData,
      resolveDir: path,
    }));
  },
};
