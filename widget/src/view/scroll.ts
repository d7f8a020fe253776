/** Where the log stands: along with what is new, unless somebody is reading further up. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Row } from "../store/rows";
import { isFocusTaken } from "./focus";

const NEAR = 40; // px from the end that still count as reading along
const TOP = 16; // px that stay above a bubble that is scrolled to

/**
 * Keep `box` in its place after every drawing. `own` is the key of the newest press, `turn` what became of it.
 * Returns whether something new lies below what is seen, and how to go there.
 */
export function useScroll(box: { current: HTMLElement | null }, rows: Row[], own: string, turn: string) {
  const seen = useRef({ turn: "", count: 0, top: 0, height: 0 });
  const [below, setBelow] = useState(false);
  const owed = useRef("");
  const isAtEnd = (log: HTMLElement, height = log.scrollHeight) => log.scrollTop + log.clientHeight >= height - NEAR;

  useLayoutEffect(() => {
    const log = box.current;
    if (!log) return;
    const { turn: before, count, top, height } = seen.current;
    const last = rows[rows.length - 1];
    const bubble = own ? log.querySelector<HTMLElement>(`[data-key="${own}"]`) : null;
    const pressed = turn !== before && before !== "";
    const untouched = log.scrollTop === top; // nobody scrolled since we did
    const along = untouched || isAtEnd(log, height);
    const news = last?.author === "staff" || last?.line.type === "status";
    const grown = rows.length > count;
    if (bubble && !news && (pressed || (untouched && count > 0)))
      log.scrollTop = bubble.offsetTop - TOP; // the beginning of the answer, not its end
    else if (grown && (count === 0 || along)) log.scrollTop = log.scrollHeight;
    else if (grown && last?.author !== "visitor") setBelow(true);
    if (pressed) owed.current = own;
    if (owed.current === own && bubble && focusAnswer(bubble)) owed.current = "";
    seen.current = {
      turn,
      count: rows.length,
      top: along || pressed ? log.scrollTop : -1,
      height: log.scrollHeight,
    };
  });

  return {
    below,
    /** Somebody scrolled. */
    moved() {
      if (box.current && isAtEnd(box.current)) setBelow(false);
    },
    toEnd() {
      if (!box.current) return;
      box.current.scrollTop = box.current.scrollHeight;
      box.current.focus();
      setBelow(false);
    },
  };
}

/** After a press the keyboard goes on in the answer, once there is one; unless it is somewhere else by then. */
function focusAnswer(bubble: HTMLElement): boolean {
  if (isFocusTaken()) return true;
  for (let row = bubble.nextElementSibling; row; row = row.nextElementSibling) {
    const target = row.querySelector<HTMLElement>("button, input");
    if (!target) continue;
    target.focus({ preventScroll: true });
    return true;
  }
  return false;
}
