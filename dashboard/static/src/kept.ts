/**
 * What a technician writes: it is kept on this device before it is sent, and sent again by itself until the server has
 * answered; once, since every press has an id that the server knows again. Nothing stays here after that answer.
 */
import { holdsTyping, isTyping, othersHold } from "./forms";
import { refetch } from "./fragments";
import { offerLongAgo, showLongAgo } from "./long_ago";
import { MARK } from "./posting";
import { ask, formToken, isOver, sessionOver } from "./session";
import { drop, dropWhatThisPageShows, giveTimes, type Kept, me, noteRefusal, shelve, toSend } from "./shelf";

/** done: there, `to` is the page to show. refused: for good. ended: the session is over. later: nobody knows, or busy. */
type Verdict = { is: "done"; to: string } | { is: "refused" | "ended" | "later" };

const AGAIN_MS = 10000;
const ANSWER_MS = 15000; // a dead zone swallows requests for minutes before a browser gives one up
const PASSING = new Set([408, 425, 429]);

const inFlight = new WeakSet<HTMLElement>();
let sending = false;
let leaving = false;

export function keepWhatIsWritten(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.keep === undefined) return;
    if (form.dataset.keep === "offline" && navigator.onLine) return; // a bare press: only a lost network costs it
    event.preventDefault();
    void deliver(form, event.submitter);
  });
  window.addEventListener("beforeunload", () => {
    leaving = true;
    window.setTimeout(() => {
      leaving = false; // it was stopped, or brought a file and no page
    }, ANSWER_MS);
  });
  const again = (): void => void sendKept();
  window.addEventListener("online", again);
  window.setInterval(again, AGAIN_MS);
  dropWhatThisPageShows();
  giveTimes();
  offerLongAgo(again);
  again();
}

/** Keep, and send at once; what got no answer stays, and the page says so. */
async function deliver(form: HTMLFormElement, pressed: HTMLElement | null): Promise<void> {
  const button = pressed ?? form;
  if (inFlight.has(button) && !isTyping(form)) return;
  inFlight.add(button);
  const item = taken(form, pressed);
  const isKept = shelve(item);
  if (isKept) empty(form); // what is written from now on is the next one
  const verdict = await send(item);
  inFlight.delete(button);
  // shown when nothing else is lost by that: until then it stays where it is kept
  if (verdict.is === "refused" && isKept && othersHold(form)) return tell();
  if (verdict.is === "refused") return showRefusal(item);
  if (verdict.is === "done") drop(item);
  if (verdict.is === "done" && !isKept) empty(form);
  tell();
  if (verdict.is === "done") goOn(verdict.to, form, button);
  if (verdict.is === "ended") sessionOver();
}

/** Show the page that answers, unless that took something away: the next press on its way, words begun meanwhile. */
export function goOn(to: string, form: HTMLFormElement, button: HTMLElement): void {
  if (!leaving && !isTyping(form) && !othersHold(form)) {
    location.assign(to);
    return;
  }
  // done, and not to be pressed again before its part has come anew
  if (form.closest("[data-live]")) button.toggleAttribute("disabled", true);
  refetch(["everything"]);
}

function empty(form: HTMLFormElement): void {
  form.reset();
  giveNewId(form);
}

/** The next press of the same form is another one. */
function giveNewId(form: HTMLFormElement): void {
  const field = form.elements.namedItem("client_id");
  if (field instanceof HTMLInputElement) field.value = newClientId();
}

export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on plain http
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sendKept(): Promise<void> {
  if (sending || isOver()) return;
  sending = true;
  for (const item of toSend()) {
    const verdict = await send(item);
    if (verdict.is === "ended") sessionOver();
    if (verdict.is === "ended" || verdict.is === "later") break; // the order stays
    if (verdict.is === "refused" && holdsTyping(document.body)) break; // it is shown when nothing else is lost by that
    if (verdict.is === "refused") {
      showRefusal(item); // the next one waits: a page shows one refusal
      break;
    }
    drop(item);
    refetch(["everything"]);
  }
  sending = false;
  tell();
}

/** Send, and say what came of it. Only an answer of ours counts: a captive portal answers everything, and in green. */
async function send(item: Kept): Promise<Verdict> {
  const token = formToken();
  const control = new AbortController();
  const timer = window.setTimeout(() => control.abort(), ANSWER_MS);
  try {
    const body = new URLSearchParams([...item.fields, ["form_token", token]]);
    const answer = await fetch(item.action, { method: "POST", body, signal: control.signal });
    if (!answer.headers.has(MARK) || answer.status >= 500 || PASSING.has(answer.status)) return { is: "later" };
    if (new URL(answer.url).pathname.endsWith("/login")) return { is: "ended" };
    if (answer.ok) return { is: "done", to: answer.url };
    if (answer.status === 403 && ((await hasNewToken(token)) || isOver())) return { is: "later" };
    return { is: "refused" };
  } catch {
    return { is: "later" };
  } finally {
    window.clearTimeout(timer);
  }
}

/** Somebody signed in again in another tab: what this page sent was guarded by the session before. */
async function hasNewToken(used: string): Promise<boolean> {
  await ask();
  return formToken() !== used;
}

/** The same press is refused again, as a page this time: it says why, shows what is stored now and keeps the text. */
function showRefusal(item: Kept): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = item.action;
  form.hidden = true;
  for (const [name, value] of [...item.fields, ["form_token", formToken()] as const]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  noteRefusal(item); // and not dropped before that page is here: the line may go once more
  form.submit();
}

function taken(form: HTMLFormElement, pressed: HTMLElement | null): Kept {
  const fields: [string, string][] = [];
  for (const [name, value] of new FormData(form, pressed)) {
    if (name !== "form_token") fields.push([name, String(value)]);
  }
  // not `form.action`: a field of that name would be meant
  const action = new URL(form.getAttribute("action") ?? "", location.href).href;
  return { staff: me(), action, fields, at: Date.now() };
}

/** Say how much waits; the sentence is in the page, in its reader's language. */
function tell(): void {
  const note = document.getElementById("unsent");
  if (note) note.hidden = toSend().length === 0;
  showLongAgo();
}
