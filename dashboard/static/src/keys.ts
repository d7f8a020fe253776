/**
 * Single-letter shortcuts, for those who want them: never while one types, and off by one tick (WCAG 2.1.4). What a key
 * does stands in the page: the element with `data-shortcut` of that key is pressed, or focused when one writes in it.
 */

const OFF = "sigap-keys";
const SEEN = "sigap-list-order";
const GO_MS = 1500;

export function shortcuts(): void {
  const sheet = document.getElementById("shortcuts");
  if (!(sheet instanceof HTMLDialogElement)) return;
  const tick = document.getElementById("use-shortcuts");
  if (tick instanceof HTMLInputElement) {
    tick.checked = isOn();
    tick.addEventListener("change", () => keepOn(tick.checked));
  }
  document.getElementById("shortcuts-button")?.addEventListener("click", () => sheet.showModal());
  rememberOrder();
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    if (!isOn()) return;
    if (event.key === "?") return sheet.open ? sheet.close() : sheet.showModal();
    if (sheet.open) return;
    const isGoing = Date.now() - going < GO_MS;
    going = event.key === "g" && !isGoing ? Date.now() : 0;
    if (isGoing ? goTo(event.key) : press(event.key)) event.preventDefault();
  });
}

function press(key: string): boolean {
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  const place = key === "/" ? document.querySelector("input[type=search]") : marked(key);
  if (key === "/" && !place) return visit(document.querySelector<HTMLAnchorElement>(".rail ul a")?.href);
  if (!(place instanceof HTMLElement)) return false;
  if (place.matches("input, textarea, select")) {
    document.querySelector<HTMLElement>(`[data-composes="${place.id}"]`)?.click();
    place.focus();
  } else place.click();
  return true;
}

/** The next or previous row of the list; on a report's page the next or previous report of the list one came from. */
function step(by: 1 | -1): boolean {
  const links = rowLinks();
  if (links.length > 0) {
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
    return true;
  }
  const order = (sessionStorage.getItem(SEEN) ?? "").split(" ");
  const at = order.indexOf(location.pathname);
  return at >= 0 && visit(order[at + by]);
}

function goTo(key: string): boolean {
  return visit(document.querySelector<HTMLAnchorElement>(`.rail [data-go="${key}"]`)?.href);
}

function visit(address: string | undefined): boolean {
  if (address) location.assign(address);
  return Boolean(address);
}

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
