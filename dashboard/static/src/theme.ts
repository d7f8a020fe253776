/** Light, dark, or as the system says; kept in a cookie so that the server renders the right one at once. */
const YEAR_SECONDS = 31536000;

export function themeButton(): void {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => {
    if (!document.cookie.includes("sigap-theme=")) root.dataset.bsTheme = system.matches ? "dark" : "light";
  };
  follow();
  system.addEventListener("change", follow);
  document.getElementById("theme")?.addEventListener("click", () => {
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox 101
    document.cookie = `sigap-theme=${next}; Max-Age=${YEAR_SECONDS}; Path=/; SameSite=Lax`;
  });
}
