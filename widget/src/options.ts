/** What the loader and the chat tell each other: the tag's options, and the two hands they hold each other by. */

import type { SiteInfo } from "./contract.gen";

export type Locale = "id" | "en";
export type Words = Record<string, string>;

/** The desk's numbers: those baked into the served loader are there when the server is not. */
export interface Desk {
  whatsapp: string;
  phone: string;
}

/** The tag's `data-*`, by what follows `data-`; without a prototype, since a page may have filled Object's. */
export interface Options {
  opd?: string;
  locale?: string;
  label?: string;
  /** Where `left` and `top` are looked for; else the corner is right and bottom. */
  position?: string;
  /** The distance from the corner, as CSS `margin`. */
  offset?: string;
  zIndex?: string;
  color?: string;
  theme?: string;
  target?: string;
  open?: string;
  sound?: string;
  /** What this device's conversation is kept under instead of the OPD: our own page is one app for all of them. */
  app?: string;
  /** What `Sigap.prefill` was given before the chat was here. */
  prefill?: object;
}

/** What a page can listen to with `Sigap.on(name, listener)`; the listener gets a CustomEvent. */
export type WidgetEvent = "ready" | "open" | "close" | "report" | "status" | "error" | "unread";

/** Import a file of this build, once more when it fails. */
// biome-ignore lint/suspicious/noExplicitAny: what a chunk exports is its caller's business
export type Load = (file: string) => Promise<any>;

/** What the loader hands to the chat. */
export interface Opening {
  /** `window.Sigap`: the chat puts its own hands into it. */
  api: Api;
  data: Options;
  /** Baked into the loader; `url` is where Sigap is, with a slash at the end. */
  desk: Desk & { url: string };
  /** Inside the shadow root; carries the accent, and widget events are dispatched on it. The chat draws into it. */
  frame: HTMLElement;
  button: HTMLButtonElement;
  /** What the server said about this page; 0 when it could not be reached in time. */
  site: Promise<SiteInfo | 0>;
  load: Load;
  /** Somebody asked for the chat; else it is here to send what waits, and shows itself when it is asked for. */
  wanted: unknown;
}

/** `window.Sigap`, the only global. */
export interface Api {
  open(): void;
  close(): void;
  toggle(): void;
  setLocale(locale: Locale): void;
  /** Begin the report form with what the page knows; `{place: "Lantai 2"}`, by the names of `Draft`. */
  prefill(fields: object): void;
  destroy(): void;
  on(event: WidgetEvent, listener: EventListener): void;
  off(event: WidgetEvent, listener: EventListener): void;
  /** Stand where the tag says; called again when the page swapped its <body> and with it the tag's `data-target`. */
  attach(): Promise<void>;
}

declare global {
  interface Window {
    Sigap?: Api | undefined;
  }
}
