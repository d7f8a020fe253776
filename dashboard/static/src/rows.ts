/** Rows that arrive slide in, rows that changed flash: judged by comparing a list before and after its swap. */

type Versions = Map<string, string>;

export function rowsThatMove(): void {
  const before = new Map<string, Versions>();
  for (const list of lists()) before.set(list.id, versions(list));
  new MutationObserver(() => {
    for (const list of lists()) {
      const now = versions(list);
      const known = before.get(list.id) ?? now;
      for (const [id, version] of now) {
        if (known.get(id) === version) continue;
        mark(id, known.has(id) ? "changed" : "arrived");
      }
      before.set(list.id, now);
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-version"] });
}

function lists(): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>(".list");
}

function versions(list: HTMLElement): Versions {
  const rows = list.querySelectorAll<HTMLElement>("tr[data-version]");
  return new Map([...rows].map((row) => [row.id, row.dataset.version ?? ""]));
}

function mark(id: string, how: "arrived" | "changed"): void {
  const row = document.getElementById(id);
  row?.classList.add(how);
  row?.addEventListener("animationend", () => row.classList.remove(how), { once: true });
}
