/**
 * The hosted page's service worker: after one visit the chat opens with no network. What is reported then waits in the
 * outbox, not here.
 *
 * Rules of this file
 * Rule 1  It answers GETs for the hosted page and for what the chat is made of. Commands, the dashboard and a report's
 *         own page never pass through its hands.
 * Rule 2  Only what carries our mark is kept: a captive portal answers every address with a page of its own.
 * Rule 3  A file below its build's name never changes: the cache has it. All else: the network first, and what was kept
 *         when the network fails or dawdles, or when what answers has nothing but an error: a gateway for a Sigap
 *         that is down, or a Sigap whose database is away.
 * Rule 4  The loader that is kept is of a build whose chunks are here, all of them: it comes with them, or not at all.
 */

import { MARK, PAGES, PATIENCE_MS, type Worker } from "./shape";

const worker = globalThis as unknown as Worker;
const KEPT_BUILDS = `sigap-${BUILD}`;
const KEPT = "sigap-pages";
const CHUNK = /^\/widget\/[0-9a-f]{10}\//;
const LOADER = "/widget.js";
const PORTAL = 511;
const NEWEST: RequestInit = { cache: "no-cache" }; // what the browser has may be of another build
const NEWEST_FIRST = /^\/(widget\.js|hosted\.js|assets\/[\w.-]+|api\/widget\/[\w.]+)$/;

worker.addEventListener("install", (event) => {
  const fetchAll = async () => {
    await (await caches.open(KEPT_BUILDS)).addAll(CHUNKS.map((name) => `/widget/${BUILD}/${name}`));
    const loader = await fetch(LOADER, NEWEST);
    if (!(await keep(LOADER, loader))) throw new Error("a process from before the upgrade"); // the browser tries again
    await worker.skipWaiting();
  };
  event.waitUntil(fetchAll());
});

worker.addEventListener("activate", (event) => {
  const forget = async () => {
    const old = (await caches.keys()).filter(
      (name) => name.startsWith("sigap-") && ![KEPT, KEPT_BUILDS].includes(name),
    );
    for (const name of old.slice(0, -1)) await caches.delete(name); // the newest old one: a page may still be open on it
    await worker.clients.claim();
  };
  event.waitUntil(forget());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (CHUNK.test(url.pathname)) event.respondWith(kept(request));
  else if (NEWEST_FIRST.test(url.pathname)) event.respondWith(newest(request));
  else if (request.mode === "navigate" && PAGES.test(url.pathname)) event.respondWith(newest(request, "/"));
});

/** The page tells what it fetched without this worker. What failed meanwhile comes by another way. */
worker.addEventListener("message", (event) => {
  const known = (event.data as string[]).filter((url) => isPart(new URL(url)));
  event.waitUntil(
    Promise.all(
      known.map((url) =>
        fetch(url).then(
          (answer) => keep(url, answer),
          () => {},
        ),
      ),
    ),
  );
});

const isPart = ({ origin, pathname }: URL) =>
  origin === location.origin && (PAGES.test(pathname) || NEWEST_FIRST.test(pathname));

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Ask the network, for so long; then what was kept, then the network for as long as it takes. */
async function newest(request: Request, otherwise?: string): Promise<Response> {
  const isLoader = new URL(request.url).pathname === LOADER;
  const asked = (isLoader ? fetch(request, NEWEST) : fetch(request)).then((answer) => {
    void keep(request, answer.clone());
    const isPage = request.mode === "navigate"; // people have to see a portal to sign in to it
    if (isPage ? answer.status < 500 || answer.status === PORTAL : isOurs(answer)) return answer;
    throw new Error("a portal, or a gateway");
  });
  const patience = new Promise<undefined>((late) => setTimeout(late, PATIENCE_MS));
  const answer = await Promise.race([asked, patience]).catch(() => undefined);
  if (answer) return answer;
  const options = { ignoreVary: true };
  const old =
    (await caches.match(request, options)) ?? (otherwise && (await caches.match(otherwise, options)));
  return old || asked.catch(() => fetch(request)); // nothing was kept: then the error as it is
}

const isOurs = (answer: Response) => answer.headers.has(MARK) && answer.status < 500;

/** Keep an answer; false when it is not ours, or the loader of a build that is not here. */
async function keep(request: RequestInfo, answer: Response): Promise<boolean> {
  if (!answer.ok || !isOurs(answer)) return false;
  const isLoader = new URL(answer.url).pathname === LOADER;
  if (isLoader && !(await answer.clone().text()).includes(BUILD)) return false;
  await (await caches.open(KEPT)).put(request, answer);
  return true;
}
