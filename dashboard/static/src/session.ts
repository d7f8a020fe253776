/**
 * The session of an open page. A visible page counts as use, and asks once a minute how long it still lasts; ten minutes
 * ahead a band offers to sign in again in another tab. Nothing that is typed here is lost by an end: the page takes over
 * the new session when one comes back to it.
 */
import { holdsTyping } from "./forms";
import { refetch } from "./fragments";

const ASK_MS = 60000;
const LOOK_MS = 15000;
const WARN_SECONDS = 600;

let endsAt = Number.POSITIVE_INFINITY;
let over = false;
let renewed = (): void => {};

/** Watch this page's session; `onRenewed` is called when it has another one. */
export function watchSession(onRenewed: () => void): void {
  renewed = onRenewed;
  lasts(Number(document.body.dataset.secondsLeft));
  window.setInterval(show, LOOK_MS);
  window.setInterval(() => document.hidden || void ask(), ASK_MS);
  document.addEventListener("visibilitychange", () => document.hidden || void ask());
  window.addEventListener("focus", () => over && void ask());
  document.addEventListener("htmx:before:response", (event) => {
    // htmx would leave at once for the login page, whatever is typed here
    const { hx } = event.detail.ctx as unknown as { hx: { redirect?: string } };
    if (!hx.redirect) return;
    event.preventDefault();
    sessionOver();
  });
  show();
}

/** What guards this page's requests now; it changes when one signs in again. */
export function formToken(): string {
  return document.body.dataset.formToken ?? "";
}

/** The session has ended. With something half typed the page stays, else it leads to the login and back. */
export function sessionOver(): void {
  over = true;
  if (holdsTyping(document.body)) {
    show();
    return;
  }
  const here = location.pathname + location.search;
  location.assign(`/dashboard/login?ended=1&next=${encodeURIComponent(here)}`);
}

/** Is it over, and does the page wait for another one? */
export const isOver = (): boolean => over;

/** Ask how the session is; what is not an answer of ours leaves everything as it is. */
export async function ask(): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch("/dashboard/session", { headers: { "HX-Request": "true" } });
  } catch {
    return; // no network
  }
  if (answer.headers.has("HX-Redirect")) {
    if (!over) sessionOver();
    return;
  }
  if (!answer.ok) return;
  const now = (await answer.json()) as { form_token: string; seconds_left: number; staff: number };
  if (String(now.staff) !== document.body.dataset.staff) {
    if (!over) sessionOver(); // somebody else signed in here: nothing of this page goes out under that name
    return;
  }
  lasts(now.seconds_left);
  if (now.form_token !== formToken()) takeOver(now.form_token);
  over = false;
  show();
}

/** Somebody signed in again in another tab: this page's forms and its line go on in that session. */
function takeOver(token: string): void {
  document.body.dataset.formToken = token;
  for (const field of document.querySelectorAll<HTMLInputElement>("input[name=form_token]")) {
    field.value = token;
    field.defaultValue = token;
  }
  renewed();
  refetch(["everything"]);
}

function lasts(seconds: number): void {
  if (seconds > 0) endsAt = Date.now() + seconds * 1000;
}

function show(): void {
  const band = document.getElementById("session");
  const words = band?.querySelector("span");
  if (!band || !words) return;
  const left = (endsAt - Date.now()) / 1000;
  band.hidden = !over && left > WARN_SECONDS;
  if (band.hidden) return;
  const minutes = String(Math.max(1, Math.ceil(left / 60)));
  const said = over ? band.dataset.over : band.dataset.soon?.replace("{minutes}", minutes);
  if (said && words.textContent !== said) words.textContent = said;
}
