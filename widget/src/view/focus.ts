/** Where the focus is, and whose it is. */

const THEIRS = "input, textarea, select, iframe, [contenteditable], .head .menu *";

/** What has the focus, in the page or in the chat's shadow. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** Whoever writes, in the page or in the chat, or has the menu open, keeps the focus whatever comes. */
export const isFocusTaken = () => focused()?.matches(THEIRS);
