/** Buttons that copy the text of another element; where the browser refuses (plain http), the text is selected. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.addEventListener("click", () => {
      const source = document.querySelector(button.dataset.copy ?? "");
      if (source) void copy(source, button);
    });
  }
}

/** Buttons that print the page. */
export function printButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]"))
    button.addEventListener("click", () => window.print());
}

async function copy(source: Element, button: HTMLButtonElement): Promise<void> {
  const isField = source instanceof HTMLTextAreaElement;
  try {
    await navigator.clipboard.writeText(isField ? source.value : (source.textContent ?? ""));
  } catch {
    if (isField) source.select();
    else getSelection()?.selectAllChildren(source);
    return;
  }
  const word = button.querySelector("span");
  if (word) word.textContent = button.dataset.copied ?? "";
}
