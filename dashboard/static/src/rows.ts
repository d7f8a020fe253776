/** Rows that arrive slide in, rows that changed flash: judged by comparing a fragment before and after its swap. */

type Versions = ReadonlyMap<string, string>;

export function rowsThatMove(): void {
  const before = new Map<string, Versions>();
  const remember = (): void => {
    for (const place of places()) before.set(place.id, versions(place));
  };
  remember();
  document.addEventListener("htmx:after:swap", () => {
    const said: string[] = [];
    for (const place of places()) {
      const known = before.get(place.id);
      if (known) said.push(...markWhatIsNew(place, known));
    }
    remember();
    announce(said);
  });
}

/** Mark the rows that are not as they were, and return what is to be said about them. */
function markWhatIsNew(place: HTMLElement, known: Versions): string[] {
  const said: string[] = [];
  for (const row of rows(place)) {
    if (known.get(row.id) === row.dataset.version) continue;
    const isNew = !known.has(row.id);
    mark(row, isNew ? "arrived" : "changed");
    const words = isNew ? row.dataset.arrived : row.dataset.changed;
    if (words) said.push(words);
  }
  return said;
}

function mark(row: HTMLElement, how: "arrived" | "changed"): void {
  row.classList.remove("arrived", "changed");
  row.classList.add(how);
  row.addEventListener("animationend", () => row.classList.remove(how), { once: true });
}

/** Tell screen readers; of a burst only the newest few. */
function announce(said: readonly string[]): void {
  const news = document.getElementById("news");
  if (news && said.length > 0) news.textContent = said.slice(0, 3).join(" ");
}

function places(): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>("[data-live]");
}

function rows(place: HTMLElement): HTMLElement[] {
  const inside = [...place.querySelectorAll<HTMLElement>("[data-version]")];
  return place.dataset.version ? [place, ...inside] : inside;
}

function versions(place: HTMLElement): Versions {
  return new Map(rows(place).map((row) => [row.id, row.dataset.version ?? ""]));
}
