/**
 * What came in, on every page of the desk: the doorbell names a `ver`, the page asks what is new since the one it knows,
 * and it is heard, told and counted, whatever the page shows. Of several tabs one tells: first of all the one that shows
 * it, then one that is looked at.
 */
import { alertOf } from "./alerts";
import { countInTitle } from "./title";

export interface News {
  ver: number;
  report: number;
  title: string;
  words: string;
}

const SETTLE_MS = 150;
const GIVE_WAY_MS = 200;
const HIDDEN_GIVES_WAY_MS = 600;
const RECENT_MS = 120000;
const TOLD = "sigap-told";
const LEFT_AT = "sigap-left-at";
const NOWHERE = -1;
const patience = 1 + Math.random(); // no two tabs have the same; kept, so that what came first is told first

let told = recent(sessionStorage, LEFT_AT); // what came in on the way from one page to the next is news on that one
let known = told;
let wanted = 0;
let asking = 0;
let unseen: News[] = [];

export function newsOfTheDesk(): void {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unseen = [];
    countInTitle("unseen", 0);
  });
  window.addEventListener("pagehide", () => note(sessionStorage, LEFT_AT, told));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) known = told = recent(sessionStorage, LEFT_AT); // other pages have told the rest
  });
}

/** The desk is at `ver`, says the heartbeat: with the first one a page begins. It makes good what was not answered. */
export function newsAt(ver: number): void {
  if (known === NOWHERE) known = told = ver;
  newsUpTo(ver);
}

/** Ask, soon, what is new up to `ver`. */
export function newsUpTo(ver: number): void {
  wanted = Math.max(wanted, ver);
  if (wanted > known && !asking) asking = window.setTimeout(ask, SETTLE_MS);
}

async function ask(): Promise<void> {
  wanted = 0;
  const answer = await fetched();
  asking = 0;
  if (answer) take(answer.ver, answer.news);
  newsUpTo(wanted); // it rang meanwhile
}

/** It is no use of the session, as a fragment is none: the tab may be hidden. */
async function fetched(): Promise<{ ver: number; news: News[] } | null> {
  try {
    const after = known === NOWHERE ? "" : `?after=${known}`;
    const answer = await fetch(`/dashboard/news${after}`, { headers: { "HX-Request": "true" } });
    const isOurs = answer.ok && answer.headers.get("Content-Type") === "application/json";
    return isOurs ? await answer.json() : null;
  } catch {
    return null; // no network
  }
}

function take(ver: number, news: News[]): void {
  if (known === NOWHERE) told = ver;
  known = Math.max(known, ver);
  if (news.length === 0) return;
  if (document.hidden) unseen.push(...news);
  countInTitle("unseen", unseen.length);
  const wait = document.hidden ? HIDDEN_GIVES_WAY_MS : GIVE_WAY_MS;
  window.setTimeout(() => tell(news, ver), news.some(isReadHere) ? 0 : wait * patience);
}

function tell(news: readonly News[], upto: number): void {
  told = Math.max(told, recent(localStorage, TOLD));
  const untold = news.filter((one) => one.ver > told && !isReadHere(one));
  if (upto > told) {
    told = upto;
    note(localStorage, TOLD, told);
  }
  if (untold.length > 0) alertOf(document.hidden ? unseen : untold);
}

const isReadHere = (one: News): boolean => !document.hidden && document.body.dataset.report === String(one.report);

function note(store: Storage, name: string, ver: number): void {
  store.setItem(name, `${ver} ${Date.now()}`);
}

function recent(store: Storage, name: string): number {
  const [ver, at] = (store.getItem(name) ?? "").split(" ").map(Number);
  return ver !== undefined && at !== undefined && Math.abs(Date.now() - at) < RECENT_MS ? ver : NOWHERE;
}
