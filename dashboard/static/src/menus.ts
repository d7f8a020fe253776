/** Small sheets behind a button: one is open at a time; a filter's holds when it closes. */

export function menus(): void {
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("form.filters details.menu")) holdsWhenClosed(menu);
  for (const form of document.querySelectorAll<HTMLFormElement>("form.list-filters")) leaveOutEmpty(form);
  const button = document.getElementById("show-filters");
  button?.addEventListener("click", () => {
    const shown = button.closest("form")?.classList.toggle("all-shown") ?? false;
    button.setAttribute("aria-expanded", String(shown));
  });
}

function holdsWhenClosed(menu: HTMLDetailsElement): void {
  let changed = false;
  menu.addEventListener("change", (event) => {
    changed = true;
    if (event.target instanceof HTMLInputElement && event.target.type === "date") chooseDays(menu);
  });
  menu.addEventListener("toggle", () => {
    if (!menu.open && changed) menu.closest("form")?.requestSubmit();
  });
}

/** Typed days take the place of a named period. */
function chooseDays(menu: HTMLDetailsElement): void {
  const any = menu.querySelector<HTMLInputElement>('input[name=period][value=""]');
  if (any) any.checked = true;
}

/** The address says what is chosen, not what is not. */
function leaveOutEmpty(form: HTMLFormElement): void {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

const openMenus = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
