/** When it began, from a preset or a date field, both in WIB. */

import type { When } from "../../store/state";
import { OFFSET } from "../../words/time";

export const PRESETS: When[] = ["now", "today_morning", "yesterday", "pick"];
const MORNING = "08:00";
const DAY = 24 * 3600_000;

/** ISO with offset; null when nothing usable was picked. *Tadi pagi* is 08.00, or now while it is earlier. */
export function occurredAt(when: When, picked: string, now: number): string | null {
  switch (when) {
    case "now":
      return new Date(now).toISOString();
    case "today_morning": {
      const morning = `${dayInWib(now)}T${MORNING}:00${OFFSET}`;
      return Date.parse(morning) > now ? new Date(now).toISOString() : morning;
    }
    case "yesterday":
      return `${dayInWib(now - DAY)}T${MORNING}:00${OFFSET}`;
    case "pick":
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(picked) ? `${picked.slice(0, 16)}:00${OFFSET}` : null;
  }
}

/** `YYYY-MM-DDTHH:MM` in WIB, as a date field wants it. */
export const inWib = (now: number): string => new Date(now + 7 * 3600_000).toISOString().slice(0, 16);

const dayInWib = (now: number) => inWib(now).slice(0, 10);
