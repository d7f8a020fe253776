import type { State } from "../store/state";
import type { Say } from "../words/words";

/** The loader's button, from the moment the chat is here: open or not, and what was not read. */
export class Launcher {
  private readonly badge = document.createElement("b");

  constructor(
    private readonly button: HTMLButtonElement,
    private readonly label: string | undefined,
  ) {
    this.badge.className = "badge";
    for (const link of button.parentElement?.querySelectorAll("a.go") ?? []) link.remove(); // an earlier failure's
    button.append(this.badge);
  }

  show({ shown, unread }: State, say: Say): void {
    const { button, badge } = this;
    const label = this.label || say("launcher");
    const text = button.querySelector("span");
    if (text) text.textContent = label;
    button.setAttribute("aria-expanded", String(shown));
    button.setAttribute("aria-label", unread ? `${label}. ${say("unread", { count: unread })}` : label);
    badge.textContent = unread ? String(unread) : "";
  }
}
