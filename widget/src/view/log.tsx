import { useLayoutEffect, useRef } from "preact/hooks";
import { SendMessage } from "../contract.gen";
import { type Row, rowsOf } from "../store/rows";
import type { App } from "./app";
import { Greeting } from "./greeting";
import { LineView } from "./line";

const NEAR = 80; // px from the bottom that still count as reading along

/** The conversation. What is new is read out, and scrolled to without stealing the place of a reader. */
export function Log({ app }: { app: App }) {
  const { state, say } = app;
  const rows = rowsOf(state);
  const log = useRef<HTMLDivElement>(null);
  const seen = useRef<{ own: string; count: number }>({ own: "", count: 0 });
  const own = lastOwn(rows);
  const newest = lastAsking(rows);
  const typing =
    state.outgoing.some((item) => item.event === SendMessage && !item.refused) && state.connection === "live";

  useLayoutEffect(() => {
    const box = log.current;
    if (!box) return;
    const pressed = own !== seen.current.own && seen.current.own !== "";
    const first = seen.current.count === 0;
    const grew = rows.length > seen.current.count;
    const near =
      box.scrollHeight - box.scrollTop - box.clientHeight < NEAR + (box.lastElementChild?.clientHeight ?? 0);
    const bubble = own ? box.querySelector<HTMLElement>(`[data-key="${own}"]`) : null;
    if (first && rows.length > 0) box.scrollTop = box.scrollHeight;
    else if (pressed && bubble) {
      box.scrollTop = bubble.offsetTop - 16; // the beginning of the answer, not its end
      focusAnswer(bubble);
    } else if (grew && near) box.scrollTop = box.scrollHeight;
    seen.current = { own, count: rows.length };
  });

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region has to be reachable by keyboard
    <div class="log" ref={log} role="log" aria-label={say("log")} tabIndex={0}>
      <Greeting app={app} old={rows.length > 0} />
      {rows.map((row) => (
        <div
          key={row.key}
          data-key={row.key}
          class={`row ${row.author}`}
          aria-live={isSpoken(row) ? undefined : "off"}
        >
          <LineView app={app} row={row} old={row.key !== newest} />
        </div>
      ))}
      {typing && (
        <p class="bubble typing">
          <span class="sr">{say("typing")}</span>
          <i />
          <i />
          <i />
        </p>
      )}
    </div>
  );
}

/** The log reads out what is said to the person; not their own words, and not every button of a menu. */
function isSpoken({ author, line }: Row): boolean {
  return author !== "visitor" && !["kinds", "questions", "suggestions", "steps", "form"].includes(line.type);
}

/** The row of the newest press: its key is the client's id. A receipt keeps the place of the report it confirms. */
function lastOwn(rows: Row[]): string {
  return rows.reduce((found, row) => (row.key.includes(":") ? found : row.key), "");
}

/** The row whose buttons are the question of now; older ones step back but still work. */
function lastAsking(rows: Row[]): string {
  const asking = new Set(["kinds", "questions", "suggestions", "ask_solved", "form"]);
  return rows.reduce((found, row) => (asking.has(row.line.type) ? row.key : found), "");
}

/** After a press the keyboard goes on in the answer. */
function focusAnswer(bubble: HTMLElement): void {
  for (let row = bubble.nextElementSibling; row; row = row.nextElementSibling) {
    const target = row.querySelector<HTMLElement>("button, input");
    if (!target) continue;
    target.focus({ preventScroll: true });
    return;
  }
}
