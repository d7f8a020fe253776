// JSON Schema on standard input, TypeScript on standard output; called by `python -m server.contract.generate`.
import { text } from "node:stream/consumers";
import { compile } from "json-schema-to-typescript";

const schema = JSON.parse(await text(process.stdin));
const written = await compile(schema, "Root", {
  bannerComment: "",
  additionalProperties: false,
  unreachableDefinitions: true,
  maxItems: -1, // a list stays a list, not a tuple of every length
  style: { printWidth: 120 },
});
const noise =
  / \*\n \* This interface was referenced by `Root`'s JSON-Schema\n \* via the `definition` "\w+"\.\n|\/\*\*\n \* This interface was referenced by `Root`'s JSON-Schema\n \* via the `definition` "\w+"\.\n \*\/\n/g;
const root = /export interface Root \{\}\n/;
process.stdout.write(`${written.replace(noise, "").replace(root, "").trim()}\n`);
