/** Theme and language are kept in cookies, so that the server's first answer is right; they hold nothing personal. */
const YEAR_SECONDS = 31536000;

/** Light or dark, against what is seen now; without a choice the system decides. */
export function themeButton(): void {
  const dark = document.getElementById("dark");
  if (!(dark instanceof HTMLLinkElement)) return;
  document.getElementById("theme")?.addEventListener("click", () => {
    const isDark = window.matchMedia(dark.media).matches;
    dark.media = isDark ? "not all" : "screen";
    keepPreference("sigap-theme", isDark ? "light" : "dark");
  });
}

/** The other language; the page is said anew by the server. */
export function languageButton(): void {
  const button = document.getElementById("language");
  button?.addEventListener("click", () => {
    keepPreference("sigap-lang", button.dataset.to ?? "id");
    location.reload();
  });
}

export function keepPreference(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox 101
  document.cookie = `${name}=${value}; Max-Age=${YEAR_SECONDS}; Path=/; SameSite=Lax`;
}
