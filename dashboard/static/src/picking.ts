/** Rows are ticked, one, a range (Shift) or all, also by keyboard; what is done with them is asked in a dialog. */
import { refetch } from "./fragments";
import { newClientId } from "./kept";

const BOXES = "#report-list tbody .c-pick input";

/** How many reports are ticked; a burst is as many as are in it. */
export function pickedAmount(): number {
  return picked().reduce((sum, box) => sum + box.value.split(",").length, 0);
}

export function pickRows(): void {
  const bar = document.getElementById("picked");
  if (!bar) return;
  let last: HTMLInputElement | null = null;
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches(BOXES)) return;
    if (event.shiftKey && last?.isConnected) tickBetween(last, box);
    last = box;
  });
  document.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.target.id === "pick-all") tickAll(event.target.checked);
    if (event.target.closest("#report-list")) tell(bar);
  });
  document.addEventListener("keydown", byArrows);
  document.getElementById("pick-none")?.addEventListener("click", () => {
    tickAll(false);
    tell(bar);
  });
  document.addEventListener("htmx:after:swap", () => {
    untickDone();
    tell(bar);
  });
  askInDialogs();
  tell(bar);
}

function tell(bar: HTMLElement): void {
  const amount = pickedAmount();
  bar.hidden = amount === 0;
  const words = document.getElementById("picked-amount");
  if (words) words.textContent = (words.dataset.words ?? "").replace("{count}", String(amount));
  const all = document.getElementById("pick-all");
  if (!(all instanceof HTMLInputElement)) return;
  all.checked = amount > 0 && picked().length === boxes().length;
  all.indeterminate = amount > 0 && !all.checked;
}

function tickAll(on: boolean): void {
  for (const box of boxes()) box.checked = on;
}

function tickBetween(from: HTMLInputElement, to: HTMLInputElement): void {
  const all = boxes();
  const [start, end] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  for (const box of all.slice(start, (end ?? 0) + 1)) box.checked = to.checked;
}

/** From tick to tick with the arrows; the space bar ticks, as everywhere. */
function byArrows(event: KeyboardEvent): void {
  const here = document.activeElement;
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!step || !(here instanceof HTMLInputElement) || !here.matches(BOXES)) return;
  const next = boxes()[boxes().indexOf(here) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** What is done is no longer ticked; what was refused stays, to be tried otherwise. */
function untickDone(): void {
  const result = document.getElementById("bulk-result");
  const done = new Set((result?.dataset.done ?? "").split(" ").filter(Boolean));
  if (!result || done.size === 0) return;
  result.dataset.done = "";
  for (const box of picked()) {
    const ids = box.value.split(",").map((pair) => pair.split(":")[0] ?? "");
    if (ids.every((id) => done.has(id))) box.checked = false;
  }
  refetch(["everything"]);
}

function askInDialogs(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (button?.dataset.opens) open(document.getElementById(button.dataset.opens));
    if (button?.dataset.closes !== undefined) button.closest("dialog")?.close();
    if (button?.dataset.dismiss) dismiss(document.getElementById(button.dataset.dismiss));
  });
  // of the sheet that was sent from: another press, or a part that comes anew, says nothing of it
  const concerned = (event: Event): HTMLDialogElement[] =>
    openDialogs().filter((one) => one.contains(event.target as Node));
  document.addEventListener("htmx:after:swap", (event) => {
    if (!document.querySelector("#bulk-result.has-news")) return;
    const refused = document.querySelector("#bulk-result [data-refused]")?.textContent;
    for (const one of concerned(event)) {
      if (refused) {
        say(one, refused); // nothing was done: what is filled in stays, to be put right
        continue;
      }
      one.close();
      one.querySelector("form")?.reset();
    }
  });
  const lost = (event: Event): void => {
    const words = document.getElementById("bulk-result")?.dataset.lost ?? "";
    for (const one of concerned(event)) say(one, words);
  };
  document.addEventListener("htmx:error", lost);
  document.addEventListener("htmx:response:error", lost);
}

/** A new press each time it is opened; pressed again after a lost answer, it is the same one. */
function open(dialog: HTMLElement | null): void {
  if (!(dialog instanceof HTMLDialogElement)) return;
  const press = dialog.querySelector<HTMLInputElement>("[name=client_id]");
  if (press) press.value = newClientId();
  say(dialog, document.getElementById("picked-amount")?.textContent ?? "");
  dismiss(document.getElementById("bulk-result"));
  dialog.showModal();
}

function say(dialog: HTMLDialogElement, words: string): void {
  const place = dialog.querySelector("[data-amount]");
  if (place) place.textContent = words;
}

function dismiss(place: HTMLElement | null): void {
  place?.classList.remove("has-news");
  place?.replaceChildren();
}

const boxes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>(BOXES)];
const picked = (): HTMLInputElement[] => boxes().filter((box) => box.checked);
const openDialogs = (): HTMLDialogElement[] => [...document.querySelectorAll<HTMLDialogElement>("dialog[open]")];
