/**
 * The open form survives a reload, for a week at most; at *Kirim* it goes to the outbox and from here. The page could
 * read it, as it could the fields themselves.
 */

import type { Draft } from "../../store/state";

const WEEK = 7 * 24 * 3600_000;

interface Kept {
  at: number;
  draft: Partial<Draft>;
}

/** Keep what was typed; photos are too large for it. What is being corrected is in the outbox, and takes nobody's place. */
export function keepDraft(name: string, { photos, errors, corrects, aside, ...draft }: Draft): void {
  if (aside) return;
  try {
    localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), draft }));
  } catch {
    // refused: then it lives as long as the page
  }
}

export function keptDraft(name: string): Partial<Draft> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(name)) ?? "null") as Kept | null;
    // Of a clock that was put back since: its week begins now.
    if (kept && kept.at > Date.now()) localStorage.setItem(keyOf(name), JSON.stringify({ ...kept, at: Date.now() }));
    if (kept && Date.now() - kept.at <= WEEK) return kept.draft;
    forgetDraft(name); // a name and a number are in it
    return null;
  } catch {
    return null;
  }
}

export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // there was nothing to take away
  }
}

const keyOf = (name: string) => `${name}:draft`;
