/** What the page and its worker agree on; and a worker's own events, which TypeScript's DOM does not know. */

/** The hosted page's addresses: `/`, and `/q/<code>` of a QR sheet. */
export const PAGES = /^\/(q\/[\w-]+)?$/;

/** How long the network may take before what was kept is shown instead. */
export const PATIENCE_MS = 4000;

/** The header by which an answer of ours is told from a captive portal's. */
export const MARK = "X-Sigap";

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

export interface Worker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "message", listener: (event: Lasting & { data: unknown }) => void): void;
}
