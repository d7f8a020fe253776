/** Filled in by `widget/build.mjs`. */
declare const BUILD: string;
/** Replaced by the server where it serves the loader: the desk's numbers and its own address. */
declare const __SIGAP_DESK__: { whatsapp: string; phone: string; url: string };
declare const FIRST_LOCALE: "id" | "en";
declare const FIRST_WORDS: Record<string, string>;
/** What the loader itself says: its label, and that the chat could not be loaded. */
declare const LAUNCHER_WORDS: Record<"id" | "en", [string, string]>;

declare module "icon:*" {
  const path: string;
  export default path;
}

declare module "*.css" {
  const text: string;
  export default text;
}
/** The names of everything that the chat may fetch below its build. Only in the service worker. */
declare const CHUNKS: string[];
