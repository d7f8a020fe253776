import down from "icon:arrow-down";
import { useEffect, useRef, useState } from "preact/hooks";
import { SendMessage } from "../contract.gen";
import { foldAt, type Row, rowsOf } from "../store/rows";
import { dayOf, dayWords } from "../words/time";
import type { App } from "./app";
import { Small } from "./choices";
import { Greeting } from "./greeting";
import { Icon } from "./icon";
import { LineView } from "./line";
import { useScroll } from "./scroll";
import { Spoken } from "./spoken";
import { Typing } from "./typing";

const MINUTE = 60_000;

/** The conversation, day by day. What is new is read out, and scrolled to without stealing the place of a reader. */
export function Log({ app }: { app: App }) {
  const { state, say } = app;
  const all = rowsOf(state);
  const fold = foldAt(state, Date.now());
  const [whole, setWhole] = useState(false);
  const rows = whole ? all : all.slice(fold);
  const log = useRef<HTMLDivElement>(null);
  const own = lastOwn(rows);
  // A report on its way that becomes a receipt is news, though it keeps its place.
  const { below, moved, toEnd } = useScroll(log, rows, own, `${own} ${rows.find((row) => row.key === own)?.line.type ?? ""}`);
  const newest = lastAsking(rows);
  const waits = state.outgoing.some((item) => item.event === SendMessage && !item.refused);
  useClock();

  return (
    <div class="talk">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region has to be reachable by keyboard */}
      <div class="log" ref={log} role="log" aria-label={say("log")} aria-live="off" tabIndex={0} onScroll={moved}>
        {fold > 0 && !whole && (
          <button type="button" class="chip ghost" onClick={() => setWhole(true)}>
            {say("earlier")}
          </button>
        )}
        <Greeting app={app} old={rows.length > 0} />
        {rows.map((row, place) => (
          <div key={row.key} data-key={row.key} class={`row ${row.author}`}>
            {beginsDay(rows, place) && <p class="day">{dayWords(row.at, state.locale)}</p>}
            <LineView app={app} row={row} old={row.key !== newest} answered={rows[place + 1]?.author === "bot"} />
          </div>
        ))}
        {isDone(rows) && (
          <div class="row bot chips">
            <Small app={app} choice="menu" words={say("menu.back_to_menu")} />
          </div>
        )}
        {waits && state.connection === "live" && <Typing words={say("typing")} />}
        {state.staffTypes && <Typing words={say("staff_typing")} />}
      </div>
      {below && (
        <button type="button" class="news" onClick={toEnd}>
          <Icon path={down} />
          {say("news")}
        </button>
      )}
      <Spoken log={log} rows={rows} />
    </div>
  );
}

/** Draw again once a minute: times grow older. */
function useClock(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), MINUTE);
    return () => clearInterval(timer);
  }, []);
}

function beginsDay(rows: Row[], place: number): boolean {
  const at = rows[place]?.at;
  if (!at) return false;
  const before = rows[place - 1]?.at;
  return before ? dayOf(before) !== dayOf(at) : dayOf(at) !== dayOf(new Date().toISOString());
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

/** The bot has said its last word to this, and asks nothing: offer the beginning. */
function isDone(rows: Row[]): boolean {
  const last = rows[rows.length - 1];
  return last?.author === "bot" && (last.line.type === "phrase" || last.line.type === "citizen");
}
