import { useLayoutEffect, useRef } from "preact/hooks";
import { SendMessage } from "../contract.gen";
import { type Row, rowsOf } from "../store/rows";
import type { App } from "./app";
import { Greeting } from "./greeting";
import { LineView } from "./line";

const NEAR = 40; // px from the end that still count as reading along

/** The conversation. What is new is read out, and scrolled to without stealing the place of a reader. */
export function Log({ app }: { app: App }) {
  const { state, say } = app;
  const rows = rowsOf(state);
  const log = useRef<HTMLDivElement>(null);
  const seen = useRef({ turn: "", count: 0, top: 0, height: 0 });
  const own = lastOwn(rows);
  // A report on its way that becomes a receipt is news, though it keeps its place.
  const turn = `${own} ${rows.find((row) => row.key === own)?.line.type ?? ""}`;
  const newest = lastAsking(rows);
  const typing =
    state.outgoing.some((item) => item.event === SendMessage && !item.refused) && state.connection === "live";

  useLayoutEffect(() => {
    const box = log.current;
    if (!box) return;
    const { turn: before, count, top, height } = seen.current;
    const bubble = own ? box.querySelector<HTMLElement>(`[data-key="${own}"]`) : null;
    const pressed = turn !== before && before !== "";
    const untouched = box.scrollTop === top; // nobody scrolled since we did
    const wasAtEnd = box.scrollTop + box.clientHeight >= height - NEAR;
    const news = rows[rows.length - 1]?.author === "staff" || rows[rows.length - 1]?.line.type === "status";
    if (bubble && !news && (pressed || (untouched && count > 0)))
      box.scrollTop = bubble.offsetTop - 16; // the beginning of the answer, not its end
    else if (rows.length > count && (count === 0 || untouched || wasAtEnd)) box.scrollTop = box.scrollHeight;
    if (pressed && bubble) focusAnswer(bubble);
    seen.current = {
      turn,
      count: rows.length,
      top: untouched || pressed || wasAtEnd ? box.scrollTop : -1,
      height: box.scrollHeight,
    };
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

const ASKING = new Set(["kinds", "questions", "suggestions", "ask_solved", "form"]);
const CLOSING = new Set(["filing", "receipt"]);

/** The row whose buttons are the question of now; older ones step back but still work. */
function lastAsking(rows: Row[]): string {
  return rows.reduce((found, { key, line }) => {
    if (CLOSING.has(line.type)) return "";
    return ASKING.has(line.type) ? key : found;
  }, "");
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
