// What a visitor downloads, in gzipped bytes, and the most it may be.

import { gzipSync } from "node:zlib";
import { LOCALES } from "./phrases.mjs";

const BUDGET = { loader: 1536, interactive: 28672 };

/** As long as the desk's numbers and an address ever are: the loader is measured as it is served. */
const DESK = { whatsapp: "6281200001234", phone: "0761000123", url: "https://sigap.pekanbaru.go.id/" };

/** Measure each file, and what stands between a click and an interactive chat. Bytes, gzip level 9. */
export function sizesOf(loader, files) {
  const served = loader.replace("__SIGAP_DESK__", JSON.stringify(DESK));
  const bytes = { "widget.js": size(served) };
  for (const [name, text] of Object.entries(files)) bytes[name] = size(text);
  const chat = Math.max(...LOCALES.map((locale) => bytes[`chat-${locale}.js`]));
  return { bytes, totals: { loader: bytes["widget.js"], interactive: bytes["widget.js"] + chat } };
}

const size = (text) => gzipSync(text, { level: 9 }).length;

export function printSizes({ bytes, totals }) {
  for (const [name, gz] of Object.entries(bytes))
    process.stdout.write(`${String(gz).padStart(8)} B gz  ${name}\n`);
  for (const [name, gz] of Object.entries(totals))
    process.stdout.write(`${String(gz).padStart(8)} B gz  ${name} (budget ${BUDGET[name]})\n`);
}

/** Throw when a total is over its budget. */
export function checkBudget({ totals }) {
  const over = Object.entries(totals).filter(([name, gz]) => gz > BUDGET[name]);
  if (over.length > 0)
    throw new Error(
      `over budget: ${over.map(([name, gz]) => `${name} ${gz} > ${BUDGET[name]} B gz`).join(", ")}`,
    );
}
