/** Buttons that copy the text of another element. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.addEventListener("click", async () => {
      const source = document.querySelector(button.dataset.copy ?? "");
      await navigator.clipboard.writeText(source?.textContent ?? "");
      const word = button.querySelector("span");
      if (word) word.textContent = button.dataset.copied ?? "";
    });
  }
}
