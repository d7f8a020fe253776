/** New reports slide in, unless somebody reads: then they wait behind a pill that says how many there are. */
import { refetch } from "./fragments";
import { pickedAmount } from "./picking";
import { reducedMotion } from "./sliding";
import { countInTitle } from "./title";

const POINTER_RESTS_MS = 5000;
const LOOK_AGAIN_MS = 1000;

export function newReports(): void {
  const upto = document.querySelector<HTMLInputElement>("#list-state [name=upto]");
  if (!theList() || !upto) return;
  let pointerAt = 0;
  let held: string | null = null;
  let wanted = false;
  let newer = 0;

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
    newer = Number(now.dataset.newer ?? 0);
    countInTitle("waiting", newer);
  });
}

const theList = (): HTMLElement | null => document.getElementById("report-list");
