/**
 * Single-letter shortcuts, for those who want them: never while one types, and off by one tick (WCAG 2.1.4). What a key
 * does stands in the page: the element with `data-shortcut` of that key is pressed, or focused when one writes in it.
 */

const OFF = "sigap-keys";
const SEEN = "sigap-list-order";
const SEARCH = "#search"; // an address that ends in it leads to the field one searches in
const GO_MS = 1500;

export function shortcuts(): void {
  const sheet = document.getElementById("shortcuts");
  if (!(sheet instanceof HTMLDialogElement)) return;
  const tick = document.getElementById("use-shortcuts");
  if (tick instanceof HTMLInputElement) {
    tick.checked = isOn();
    tick.addEventListener("change", () => keepOn(tick.checked));
  }
  document.getElementById("shortcuts-button")?.addEventListener("click", () => open(sheet));
  if (location.hash === SEARCH) searchField()?.focus();
  rememberOrder();
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    if (!isOn()) return;
    if (event.key === "?") return sheet.open ? sheet.close() : open(sheet);
    if (sheet.open) return;
    const isGoing = Date.now() - going < GO_MS;
    going = event.key === "g" && !isGoing ? Date.now() : 0;
    if (isGoing ? goTo(event.key) : press(event.key)) event.preventDefault();
  });
}

/** It names what works on this page now: a report that is taken cannot be taken. */
function open(sheet: HTMLDialogElement): void {
  for (const line of sheet.querySelectorAll<HTMLElement>("[data-key]")) line.hidden = !works(line.dataset.key ?? "");
  sheet.showModal();
}

function works(key: string): boolean {
  if (key === "j") return rowLinks().length > 0 || Boolean(beside(1));
  if (key === "k") return rowLinks().length > 0 || Boolean(beside(-1));
  return key === "Enter" ? rowLinks().length > 0 : marked(key) !== null;
}

function press(key: string): boolean {
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  const place = key === "/" ? searchField() : marked(key);
  if (key === "/" && !place) return visit(`${linkTo("l")?.pathname}${SEARCH}`);
  if (!(place instanceof HTMLElement)) return false;
  if (place.matches("input, textarea, select")) {
    document.querySelector<HTMLElement>(`[data-composes="${place.id}"]`)?.click();
    place.focus();
  } else place.click();
  return true;
}

/** The next or previous row of the list, or the report beside this one. */
function step(by: 1 | -1): boolean {
  const links = rowLinks();
  if (links.length === 0) return visit(beside(by));
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  return true;
}

/** On a report's page the next or previous report of the list one came from. */
function beside(by: 1 | -1): string | undefined {
  const order = (sessionStorage.getItem(SEEN) ?? "").split(" ");
  const at = order.indexOf(location.pathname);
  return at < 0 ? undefined : order[at + by];
}

function goTo(key: string): boolean {
  return visit(linkTo(key)?.href);
}

function visit(address: string | undefined): boolean {
  if (address) location.assign(address);
  return Boolean(address);
}

const linkTo = (key: string): HTMLAnchorElement | null => document.querySelector(`.rail [data-go="${key}"]`);

const searchField = (): HTMLElement | null => document.querySelector("input[type=search]");

const marked = (key: string): Element | null =>
  /^[a-z]$/.test(key) ? document.querySelector(`[data-shortcut="${key}"]`) : null;

const rowLinks = (): HTMLAnchorElement[] => [
  ...document.querySelectorAll<HTMLAnchorElement>("#report-list .c-number a, #task-list .task-top a"),
];

/** Addresses only, for as long as this tab is open. */
function rememberOrder(): void {
  const keep = (): void => {
    const paths = rowLinks().map((link) => new URL(link.href).pathname);
    if (paths.length > 0) sessionStorage.setItem(SEEN, paths.join(" "));
  };
  keep();
  document.addEventListener("htmx:after:swap", keep);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

const isOn = (): boolean => localStorage.getItem(OFF) !== "off";

function keepOn(on: boolean): void {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "off");
}
