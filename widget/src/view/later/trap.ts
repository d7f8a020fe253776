import { focused } from "../focus";

const STOPS = "button, a, summary, input, textarea, select, [tabindex='0']";

/** On a phone the window covers the page, so Tab goes round in it; beside the page it goes on into the page. */
export function keepInside(event: KeyboardEvent, panel: HTMLElement): void {
  if (event.key !== "Tab" || panel.clientWidth !== window.innerWidth) return;
  const stops = [...panel.querySelectorAll<HTMLElement>(STOPS)].filter((one) => one.offsetParent);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const at = focused();
  if (event.shiftKey ? at === first || at === panel : at === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
