/** Small comforts of forms; the server asks for the same things without them. */

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const REFUSED = "[data-refused], [aria-invalid], .wrong[role=alert]";
const FIELDS = "textarea, select, input:not([type=hidden], [type=checkbox])";

/** A chosen filter holds at once. */
export function sendFiltersAtOnce(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.filters")) {
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement && !event.target.closest("details")) form.requestSubmit();
    });
  }
}

/** Say what the chosen move has to bring along, and ask for nothing else. The form may be swapped at any time, so the document listens. */
export function explainMoves(): void {
  const explain = (select: HTMLSelectElement): void => {
    const place = document.getElementById(select.dataset.explains ?? "");
    const asked = select.selectedOptions[0]?.dataset.asked ?? "";
    if (place && place.textContent !== asked) place.textContent = asked;
    for (const group of select.form?.querySelectorAll<HTMLElement>("[data-for]") ?? []) {
      group.hidden = group.dataset.for !== select.value;
      for (const field of group.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-needed]"))
        field.required = !group.hidden;
    }
  };
  const all = (): void => {
    for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-explains]"))
      explain(select);
  };
  all();
  document.addEventListener("htmx:after:swap", all);
  document.addEventListener("reset", () => queueMicrotask(all)); // it comes before the fields are emptied
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement && event.target.dataset.explains) explain(event.target);
  });
}

/** Is somebody in the middle of filling in something here? Then it must not be swapped away. */
export function holdsTyping(place: HTMLElement): boolean {
  // Nor what was refused: its reason and its words came with the page, a fragment fetched again knows neither.
  if (place.matches("[data-refused]") || place.querySelector(REFUSED)) return true;
  return (place.contains(document.activeElement) && document.activeElement?.matches(FIELDS)) || isTyping(place);
}

/** Does a form beside this one hold something that another page would take away? */
export const othersHold = (form: HTMLFormElement): boolean =>
  [...document.forms].some((one) => one !== form && holdsTyping(one));

/** Does something here differ from what came with the page? */
export const isTyping = (place: HTMLElement): boolean =>
  [...place.querySelectorAll<Field>(FIELDS)].some(isChanged);

export function isChanged(field: Field): boolean {
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const given = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(given, 0);
}
