/**
 * Rows make room smoothly: where a row was is measured before a swap, and it glides from there to where it is then.
 * A row that stands where it stood when the new page is painted is no layout shift.
 */
const MOVERS = "#report-list tbody tr[id], #report-list .foot";
const MS = 160;
export const reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)");

export function slideRows(): void {
  let before = new Map<Element, number>();
  document.addEventListener("htmx:before:swap", () => {
    before = new Map(movers().map((one) => [one, topOf(one)]));
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!reducedMotion.matches) for (const one of movers()) glide(one, before.get(one));
  });
}

function glide(one: Element, from: number | undefined): void {
  const way = from === undefined ? 0 : from - topOf(one);
  if (way === 0) return;
  one.animate([{ transform: `translateY(${way}px)` }, { transform: "none" }], { duration: MS, easing: "ease-out" });
}

const movers = (): Element[] => [...document.querySelectorAll(MOVERS)];
const topOf = (one: Element): number => one.getBoundingClientRect().top;
