/** What was pressed days ago and never got out is not sent unseen: the page shows it, to be sent, copied or discarded. */
import { drop, type Kept, longAgo, renew } from "./shelf";

const WORDS = new Set(["text", "private", "note", "internal", "vendor", "vendor_ticket"]);

let shown = "";

/** Offer what there is, the oldest first; `send` sends what was renewed. */
export function offerLongAgo(send: () => void): void {
  const place = document.getElementById("long-ago");
  place?.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-long-ago]");
    const [item] = longAgo();
    if (!button || !item || shown !== nameOf(item)) return; // another tab was faster: what is seen is what is meant
    if (button.dataset.longAgo === "send") renew(item);
    else drop(item);
    showLongAgo();
    send();
  });
  showLongAgo();
}

export function showLongAgo(): void {
  const place = document.getElementById("long-ago");
  const [item] = longAgo();
  if (!place || shown === nameOf(item)) return;
  shown = nameOf(item);
  place.hidden = !item;
  if (!item) return;
  const time = new Date(item.at ?? 0).toLocaleString(document.documentElement.lang, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Asia/Jakarta",
  });
  put(place, "[data-said]", place.dataset.said?.replace("{time}", `${time} WIB`) ?? "");
  const words = item.fields.filter(([name, value]) => WORDS.has(name) && value.trim()).map(([, value]) => value);
  put(place, "code", words.join("\n\n"));
  put(place, "[data-copy] span", place.dataset.copyWord ?? "");
  for (const part of place.querySelectorAll<HTMLElement>("pre, [data-copy]")) part.hidden = words.length === 0;
  const [report] = /\d+/.exec(new URL(item.action).pathname) ?? [];
  place.querySelector("a")?.setAttribute("href", `/dashboard/reports/${report}`);
}

const nameOf = (item?: Kept): string => (item ? JSON.stringify(item) : "");

function put(place: HTMLElement, where: string, words: string): void {
  const part = place.querySelector(where);
  if (part) part.textContent = words;
}
