/** Columns, density and opened bursts: the server draws them, from a cookie and from the address. */
import { refetch } from "./fragments";
import { keepPreference } from "./preferences";

export function listLook(): void {
  const form = document.getElementById("list-look");
  if (form instanceof HTMLFormElement) {
    form.addEventListener("change", () => {
      const chosen = new FormData(form);
      const parts = [chosen.get("density") ?? "", ...chosen.getAll("column"), ...(chosen.has("fold") ? [] : ["flat"])];
      keepPreference("sigap-list", parts.join("."));
      refetch(["everything"]);
    });
  }
  openBursts();
}

/** A burst opens where it is; the address keeps which are open. */
function openBursts(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-burst]") : null;
    const opened = document.querySelector<HTMLInputElement>("#list-state [name=open]");
    if (!link || !opened || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const there = new URL(link.href);
    opened.value = there.searchParams.get("open") ?? "";
    history.replaceState(null, "", there.pathname + there.search);
    refetch(["everything"]);
  });
}
