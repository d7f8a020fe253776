/** Times as the office says them: WIB, `25 Nov 2026 pukul 14.30`. WIB has no summer time, so its offset is fixed. */

import type { Locale } from "../options";

const ZONE = "Asia/Jakarta";
export const OFFSET = "+07:00";

/** `14.30` in Indonesian, `14:30` in English. */
export function clock(iso: string, locale: Locale): string {
  const { hour, minute } = wib(iso, locale);
  return `${hour}${locale === "id" ? "." : ":"}${minute}`;
}

/** Day and time; the year only where it is not this one. */
export function moment(iso: string, locale: Locale, now = new Date()): string {
  const { day, month, year } = wib(iso, locale);
  const date = year === wib(now.toISOString(), locale).year ? `${day} ${month}` : `${day} ${month} ${year}`;
  return `${date}${locale === "id" ? " pukul " : ", "}${clock(iso, locale)}`;
}

function wib(iso: string, locale: Locale): Record<"day" | "month" | "year" | "hour" | "minute", string> {
  const format = new Intl.DateTimeFormat(locale === "id" ? "id-ID" : "en-GB", {
    timeZone: ZONE,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts);
}
