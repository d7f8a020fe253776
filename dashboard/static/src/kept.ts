/**
 * What a technician writes without network: it is kept on this device and sent by itself, once, since every press has
 * an id that the server knows again. Nothing stays here once the server has answered.
 */
import { refetch } from "./fragments";
import { formToken } from "./session";

interface Kept {
  /** Who wrote it: on a shared computer nobody sends it under another name. */
  staff: string;
  action: string;
  fields: [string, string][];
}

const SHELF = "sigap-desk-unsent";
const AGAIN_MS = 10000;

export function keepWhatIsWritten(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.keep === undefined) return;
    event.preventDefault();
    void deliver(form);
  });
  const again = (): void => void sendKept();
  window.addEventListener("online", again);
  window.setInterval(again, AGAIN_MS);
  again();
}

/** Send at once; without network, keep it and say so. */
async function deliver(form: HTMLFormElement): Promise<void> {
  const item = taken(form);
  try {
    const answer = await post(item);
    if (wantsSignIn(answer)) keep([...kept(), item]);
    if (answer.ok) location.assign(answer.url);
    else showRefusal(item);
  } catch {
    keep([...kept(), item]);
    form.reset();
    giveNewId(form);
    tell();
  }
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
  for (const item of mine()) {
    let answer: Response;
    try {
      answer = await post(item);
    } catch {
      break; // still no network: the order stays
    }
    if (answer.status === 429 || answer.status >= 500) break;
    if (wantsSignIn(answer)) return location.assign(answer.url);
    drop(item);
    if (!answer.ok) return showRefusal(item);
    refetch(["everything"]);
  }
  tell();
}

/** The session is over: what was written waits for the next one. */
function wantsSignIn(answer: Response): boolean {
  return new URL(answer.url).pathname.endsWith("/login");
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
  form.submit();
}

function taken(form: HTMLFormElement): Kept {
  const fields: [string, string][] = [];
  for (const [name, value] of new FormData(form)) {
    if (name !== "form_token") fields.push([name, String(value)]);
  }
  // not `form.action`: a field of that name would be meant
  const action = new URL(form.getAttribute("action") ?? "", location.href).href;
  return { staff: me(), action, fields };
}

function post(item: Kept): Promise<Response> {
  const body = new URLSearchParams([...item.fields, ["form_token", formToken()]]);
  return fetch(item.action, { method: "POST", body });
}

function kept(): Kept[] {
  try {
    return JSON.parse(localStorage.getItem(SHELF) ?? "[]") as Kept[];
  } catch {
    return [];
  }
}

const me = (): string => document.body.dataset.staff ?? "";
const mine = (): Kept[] => kept().filter((item) => item.staff === me());

function drop(sent: Kept): void {
  const text = JSON.stringify(sent);
  keep(kept().filter((item) => JSON.stringify(item) !== text));
}

function keep(items: Kept[]): void {
  if (items.length) localStorage.setItem(SHELF, JSON.stringify(items));
  else localStorage.removeItem(SHELF);
}

/** Say how much waits; the sentence is in the page, in its reader's language. */
function tell(): void {
  const note = document.getElementById("unsent");
  if (note) note.hidden = mine().length === 0;
}
