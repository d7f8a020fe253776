/** Live fragments: elements with `data-live` fetch themselves again, by htmx, when they are told to. */
import { holdsTyping } from "./forms";

const SETTLE_MS = 150;
const AGAIN_MS = 5000;
type About = number | "everything";

const wanted = new Set<About>();
const behind = new Set<string>();
let settling = 0;
let pressed: EventTarget | null = null;

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
    pressed = target;
  });
  const off = (): void => {
    pressed = null;
    catchUp();
  };
  for (const end of ["pointerup", "pointercancel"])
    document.addEventListener(end, () => window.setTimeout(off, SETTLE_MS)); // the click comes after it
  document.addEventListener("focusout", () => window.setTimeout(catchUp));
}

function catchUp(): void {
  for (const id of [...behind]) refetchHere(id);
}

function fetchUnlessHeld(place: HTMLElement): void {
  behind.delete(place.id);
  if (isHeld(place)) behind.add(place.id);
  else place.dispatchEvent(new CustomEvent("refetch"));
}

const isHeld = (place: HTMLElement): boolean => place.contains(pressed as Node | null) || holdsTyping(place);

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
