/**
 * New reports slide in, unless somebody reads: then they wait behind a pill that says how many there are. What comes
 * while the tab is hidden is counted in its title.
 */
import { alertOf } from "./alerts";
import { refetch } from "./fragments";
import { pickedAmount } from "./picking";
import { reducedMotion } from "./sliding";

const POINTER_RESTS_MS = 5000;
const LOOK_AGAIN_MS = 1000;

export function newReports(): void {
  const list = theList();
  const upto = document.querySelector<HTMLInputElement>("#list-state [name=upto]");
  if (!list || !upto) return;
  const title = document.title;
  let pointerAt = 0;
  let held: string | null = null;
  let wanted = false;
  let newest = newestOf(list);
  let newer = 0;
  let arrivedUnseen = 0;

  const isReading = (): boolean => {
    const now = theList();
    if (!now) return false;
    return (
      reducedMotion.matches ||
      now.getBoundingClientRect().top < 0 ||
      now.querySelector("tbody")?.contains(document.activeElement) === true ||
      Date.now() - pointerAt < POINTER_RESTS_MS ||
      pickedAmount() > 0
    );
  };
  const show = (): void => {
    wanted = true;
    pointerAt = 0;
    window.scrollTo({ top: 0 });
    refetch(["everything"]);
  };
  const count = (): void => {
    const amount = arrivedUnseen + newer;
    document.title = amount > 0 ? `(${amount}) ${title}` : title;
  };

  document.addEventListener("pointermove", (event) => {
    if (event.target instanceof Element && event.target.closest("#report-list tbody")) pointerAt = Date.now();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#show-newer")) show();
  });
  // Before htmx asks: say up to which report, if somebody reads.
  const decide = (event: Event): void => {
    if (event.target !== theList()) return;
    if (wanted || !isReading()) held = null;
    else held ??= theList()?.dataset.newest ?? null;
    wanted = false;
    upto.value = held ?? "";
  };
  document.addEventListener("refetch", decide, true);
  window.setInterval(() => {
    if (held !== null && newer > 0 && !isReading()) refetch(["everything"]);
  }, LOOK_AGAIN_MS);

  document.addEventListener("htmx:after:swap", () => {
    const now = theList();
    if (!now) return;
    const found = Number(now.dataset.newer ?? 0);
    const arrived = idsOf(now).filter((id) => id > newest);
    if (document.hidden) arrivedUnseen += arrived.length;
    const fresh = Math.max(arrived.length, found - newer);
    newest = newestOf(now, newest);
    newer = found;
    count();
    if (fresh > 0) alertOf(fresh, wordsOf(now, arrived));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    arrivedUnseen = 0;
    count();
  });
}

const theList = (): HTMLElement | null => document.getElementById("report-list");

/** Every report that is shown, also within a burst that is not open. */
function idsOf(list: HTMLElement): number[] {
  const rows = [...list.querySelectorAll<HTMLElement>("tr[data-id], tr[data-ids]")];
  const ids = rows.flatMap((row) => (row.dataset.id ?? row.dataset.ids ?? "").split(","));
  return [...new Set(ids.map(Number))];
}

function newestOf(list: HTMLElement, known = 0): number {
  return Math.max(known, Number(list.dataset.newest ?? 0), ...idsOf(list));
}

/** What to say of a single new report; of several, only how many. */
function wordsOf(list: HTMLElement, arrived: readonly number[]): string {
  if (arrived.length !== 1) return "";
  return list.querySelector<HTMLElement>(`tr[data-id="${arrived[0]}"]`)?.dataset.arrived ?? "";
}
