import { useLayoutEffect, useRef } from "preact/hooks";
import type { Row } from "../store/rows";

/**
 * What a screen reader says of the conversation: a whole turn at once, and not the buttons that the keyboard reaches next.
 * The log itself is silent, for it would speak each line on its own.
 */
export function Spoken({ log, rows }: { log: { current: HTMLElement | null }; rows: Row[] }) {
  const box = useRef<HTMLParagraphElement>(null);
  const told = useRef<Set<string> | null>(null);
  useLayoutEffect(() => {
    const known = told.current;
    const fresh = rows.filter((row) => known && isSpoken(row) && !known.has(nameOf(row)));
    told.current = new Set(rows.map(nameOf));
    const words = fresh.map(({ key }) => wordsOf(log.current?.querySelector(`[data-key="${key}"]`)));
    if (words.length > 0 && box.current) box.current.textContent = words.join(" ");
  });
  return <p class="sr" role="status" ref={box} />;
}

/** A report that becomes a receipt keeps its key. */
const nameOf = ({ key, line }: Row) => `${key} ${line.type}`;

function isSpoken({ author, line }: Row): boolean {
  const isReport = line.type === "filing" || line.type === "receipt";
  const isButtons = ["kinds", "questions", "suggestions", "steps", "form"].includes(line.type);
  return isReport || (author !== "visitor" && !isButtons);
}

/** The sentences of a row, without what its buttons say. */
function wordsOf(row: Element | null | undefined): string {
  const parts = row?.querySelectorAll<HTMLElement>("p:not(.actions), dt, dd > b") ?? [];
  // biome-ignore lint/performance/useDomNodeTextContent: what is not shown, like the exact time, is not said
  return [...parts].map((part) => part.innerText).join(" ");
}
