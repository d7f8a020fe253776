// What the widget's own guide answers to buttons: {"choices": […], "catalogue": {…}} in, {choice: lines} out, as JSON.
// Called by tests/widget/test_guide.py, which holds it against the bot's own table.

import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const entry = join(dirname(fileURLToPath(import.meta.url)), "../src/store/guide.ts");
const built = await esbuild.build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
const module = `data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString("base64")}`;
const { guide } = await import(module);
const { choices, catalogue } = JSON.parse(await text(process.stdin));
const answers = Object.fromEntries(choices.map((choice) => [choice, guide(choice, catalogue)]));
process.stdout.write(JSON.stringify(answers));
