/**
 * Words begun and not sent outlast their page: a press of another form, the other language or a link takes the page away,
 * and brings it back with them. They wait in this tab only, for who wrote them only; what is put back, sent or signed out
 * of waits no more.
 */
import { type Field, isChanged } from "./forms";

interface Begun {
  /** Who wrote it: on a shared computer nobody sees another's words. */
  staff: string;
  /** What was typed or chosen, by where it would be sent and as what. */
  words: [string, string][];
}

const SHELF = "sigap-desk-begun";
const FIELDS = "textarea, select, input";
/** What is never written down, what a script cannot put back, and small sheets that are begun anew each time. */
const NOT_THESE = "[type=hidden], [type=password], [type=file], [autocomplete=one-time-code], dialog *, .menu *";

export function keepWhatIsBegun(): void {
  if (!me()) return;
  let pressed: HTMLFormElement | null = null;
  putBack();
  // the window hears of it last: whoever sends a form without leaving has said so by then
  window.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!event.defaultPrevented && form.target !== "_blank") pressed = form;
  });
  document.addEventListener("input", ({ target }) => {
    if (pressed?.contains(target as Node)) pressed = null; // the page is still here, and these words are the next ones
  });
  window.addEventListener("pagehide", () => keep(pressed));
}

function putBack(): void {
  const { staff, words: all } = waiting();
  const words = staff === me() ? all : [];
  const fields = fieldsHere();
  write(words.filter(([name]) => !fields.has(name)));
  for (const [name, value] of words) {
    const field = fields.get(name);
    if (field) fill(field, value);
  }
}

/** Where it is seen: in no folded part. */
function fill(field: Field, value: string): void {
  if (isTick(field)) field.checked = value !== "";
  else if (!(field instanceof HTMLSelectElement) || offers(field, value)) field.value = value;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}

/** Somebody may have moved the report meanwhile. */
const offers = (select: HTMLSelectElement, value: string): boolean =>
  [...select.options].some((option) => option.value === value);

/** Note all that is begun here, but for the form that is being sent; signing out takes everything along. */
function keep(pressed: HTMLFormElement | null): void {
  const sent = pressed ? addressOf(pressed) : "";
  const fields = fieldsHere();
  const elsewhere = waiting().words.filter(([name]) => !fields.has(name) && !name.startsWith(`${sent} `));
  const here = [...fields].filter(([_, field]) => field.form !== pressed && isBegun(field));
  write(sent.endsWith("/logout") ? [] : [...elsewhere, ...here.map(([name, field]) => said(name, field))]);
}

const said = (name: string, field: Field): [string, string] => [
  name,
  isTick(field) && !field.checked ? "" : field.value,
];

/** The fields of this page by what they are for; of two that are for the same, none. */
function fieldsHere(): Map<string, Field> {
  const found = new Map<string, Field>();
  const twice = new Set<string>();
  for (const form of document.forms) {
    if (form.method !== "post") continue;
    for (const field of form.querySelectorAll<Field>(FIELDS)) {
      if (!field.name || field.matches(NOT_THESE)) continue;
      const name = `${addressOf(form)} ${field.name}${isTick(field) ? `=${field.value}` : ""}`;
      if (found.has(name)) twice.add(name);
      found.set(name, field);
    }
  }
  for (const name of twice) found.delete(name);
  return found;
}

/** Not `form.action`: a field of that name would be meant. */
const addressOf = (form: HTMLFormElement): string =>
  new URL(form.getAttribute("action") ?? "", location.href).pathname;

const isTick = (field: Field): field is HTMLInputElement => field.type === "radio" || field.type === "checkbox";

const isBegun = (field: Field): boolean =>
  isTick(field) ? field.checked !== field.defaultChecked : isChanged(field);

const me = (): string => document.body.dataset.staff ?? "";

function waiting(): Begun {
  try {
    return JSON.parse(sessionStorage.getItem(SHELF) ?? "") as Begun;
  } catch {
    return { staff: me(), words: [] };
  }
}

function write(words: [string, string][]): void {
  try {
    if (words.length) sessionStorage.setItem(SHELF, JSON.stringify({ staff: me(), words }));
    else sessionStorage.removeItem(SHELF);
  } catch {
    // a browser that stores nothing: the words go with the page
  }
}
