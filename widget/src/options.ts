/** What the loader and the chat tell each other: the tag's options, and the two hands they hold each other by. */

import type { SiteInfo } from "./contract.gen";

export type Locale = "id" | "en";
export type Words = Record<string, string>;

/** The desk's numbers: those baked into the served loader are there when the server is not. */
export interface Desk {
  whatsapp: string;
  phone: string;
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
  /** The tag's `data-*`, by what follows `data-`. */
  data: DOMStringMap;
  /** Baked into the loader; `url` is where Sigap is, with a slash at the end. */
  desk: Desk & { url: string };
  /** Inside the shadow root; carries the accent, and widget events are dispatched on it. The chat draws into it. */
  frame: HTMLElement;
  button: HTMLButtonElement;
  /** What the server said about this page; 0 when it could not be reached in time. */
  site: Promise<SiteInfo | 0>;
  load: Load;
}

/** `window.Sigap`, the only global. */
export interface Api {
  open(): void;
  close(): void;
  toggle(): void;
  setLocale(locale: Locale): void;
  destroy(): void;
  on(event: WidgetEvent, listener: EventListener): void;
}

declare global {
  interface Window {
    Sigap?: Api | undefined;
  }
}
