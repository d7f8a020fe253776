/** Live fragments: elements with `data-live` fetch themselves again, by htmx, when they are told to. */
import { holdsTyping } from "./forms";

const SETTLE_MS = 150;
const AGAIN_MS = 5000;
type About = number | "everything";

const wanted = new Set<About>();
const behind = new Set<string>();
let settling = 0;
let pressed: EventTarget | null = null;
let lifting = 0;

/** Fetch again, soon, what shows one of these reports; a fragment that names no report shows them all. */
export function refetch(about: readonly About[]): void {
  for (const one of about) wanted.add(one);
  window.clearTimeout(settling);
  settling = window.setTimeout(fetchWanted, SETTLE_MS);
}

/** Fetch one fragment again, at once. */
export function refetchHere(id: string): void {
  const place = document.getElementById(id);
  if (place) fetchUnlessHeld(place);
}

/** What a hand is on stays as it is, also where the answer is here already; it catches up when the hand is off. */
export function keepHandsOff(): void {
  document.addEventListener("htmx:before:swap", (event) => {
    const place = event.target as HTMLElement;
    if (place.dataset.live === undefined || !isHeld(place)) return;
    event.preventDefault();
    behind.add(place.id);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    window.clearTimeout(lifting);
    pressed = target;
  });
  const off = (): void => {
    pressed = null;
    catchUp();
  };
  // A menu of the browser, or something that is dragged, swallows the end of the press.
  for (const end of ["pointerup", "pointercancel", "contextmenu", "dragend"])
    document.addEventListener(end, () => {
      lifting = window.setTimeout(off, SETTLE_MS); // the click comes after it
    });
  for (const free of ["focusout", "reset"])
    document.addEventListener(free, () => window.setTimeout(catchUp));
}

function catchUp(): void {
  for (const id of [...behind]) refetchHere(id);
}

function fetchUnlessHeld(place: HTMLElement): void {
  behind.delete(place.id);
  if (isHeld(place)) behind.add(place.id);
  else place.dispatchEvent(new CustomEvent("refetch"));
}

/** Behind an open sheet nothing moves either: what was ticked for it must be what was seen. */
const isHeld = (place: HTMLElement): boolean =>
  place.contains(pressed as Node | null) || holdsTyping(place) || document.querySelector("dialog[open]") !== null;

/** A fetch that failed is tried again: the page must not stay behind because one answer was lost. */
export function tryAgainAfterFailures(): void {
  const again = (): void => {
    window.setTimeout(() => refetch(["everything"]), AGAIN_MS * (1 + Math.random()));
  };
  document.addEventListener("htmx:error", again);
  document.addEventListener("htmx:response:error", (event) => {
    if (statusOf(event) >= 500) again();
  });
}

function fetchWanted(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const shown = Number(place.dataset.live);
    const concerned = !shown || wanted.has("everything") || wanted.has(shown);
    if (concerned) fetchUnlessHeld(place);
  }
  wanted.clear();
}

function statusOf(event: Event): number {
  const detail = (event as CustomEvent<{ ctx?: { response?: { status?: number } } }>).detail;
  return detail?.ctx?.response?.status ?? 0;
}
