import type { State } from "../store/state";
import type { Say } from "../words/words";

/** The loader's button, from the moment the chat is here: open or not, what was not read, and what came back. */
export class Launcher {
  private readonly badge = document.createElement("b");
  private told = 0;

  constructor(
    private readonly button: HTMLButtonElement,
    private readonly label: string | undefined,
  ) {
    this.badge.className = "badge";
    for (const link of button.parentElement?.querySelectorAll("a.go") ?? []) link.remove(); // an earlier failure's
    button.append(this.badge);
  }

  show({ shown, unread: said, outgoing }: State, say: Say): void {
    const { button, badge } = this;
    const unread = said + (shown ? 0 : outgoing.filter((item) => item.refused).length);
    const label = this.label || say("launcher");
    const text = button.querySelector("span");
    if (text) text.textContent = label;
    button.setAttribute("aria-expanded", String(shown));
    button.setAttribute("aria-label", unread ? `${label}. ${say("unread", { count: unread })}` : label);
    badge.textContent = unread ? String(unread) : "";
    this.nameTab(unread);
  }

  /** Put the count before the page's title, and take away only what was put there. */
  nameTab(unread: number): void {
    const mark = (count: number) => (count ? `(${count}) ` : "");
    const was = mark(this.told);
    if (unread === this.told) return;
    const { title } = document;
    document.title = mark(unread) + title.slice(title.startsWith(was) ? was.length : 0);
    this.told = unread;
  }
}
