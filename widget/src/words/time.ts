/** Times as the office says them: WIB, `25 Nov 2026 pukul 14.30`. WIB has no summer time, so its offset is fixed. */

import type { Locale } from "../options";

const ZONE = "Asia/Jakarta";
export const OFFSET = "+07:00";
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

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

/** How long ago within the last hour, then the time of the day. The browser knows the words. */
export function ago(iso: string, locale: Locale, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes >= 60) return clock(iso, locale);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return minutes < 1 ? words.format(0, "second") : words.format(-minutes, "minute");
}

/** Days since the epoch, by WIB's midnights. */
export const dayOf = (iso: string): number => Math.floor((Date.parse(iso) + OFFSET_MS) / DAY_MS);

/** *Hari ini*, *kemarin*, or the date. */
export function dayWords(iso: string, locale: Locale, now = new Date()): string {
  const days = dayOf(iso) - dayOf(now.toISOString());
  if (days >= -1 && days <= 0) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
  const { day, month, year } = wib(iso, locale);
  return `${day} ${month} ${year}`;
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
