/** A sound and a notification for news, for who asked for them in this browser; one sound in ten seconds, in all tabs. */
import { holdsTyping } from "./forms";
import type { News } from "./news";

const EVERY_MS = 10000;
const RANG = "sigap-rang";
const LIST = "/dashboard/reports";
const KEPT = { sound: "sigap-sound", notify: "sigap-notify" } as const;
type Kind = keyof typeof KEPT;

let context: AudioContext | null = null;

export function alertChoices(): void {
  // A browser lets no page sound before somebody has touched it.
  document.addEventListener("pointerdown", wake, { once: true });
  document.addEventListener("keydown", wake, { once: true });
  const sound = choice("sound");
  const notify = choice("notify");
  if (!sound || !notify) return;
  sound.checked = isWanted("sound");
  notify.checked = isWanted("notify") && isAllowed();
  sound.addEventListener("change", () => {
    keep("sound", sound.checked);
    if (sound.checked) ring();
  });
  notify.addEventListener("change", () => void ask(notify));
}

/** Sound, unless it did a moment ago, and tell. */
export function alertOf(news: readonly News[]): void {
  if (isWanted("sound") && Math.abs(Date.now() - Number(localStorage.getItem(RANG))) >= EVERY_MS) {
    localStorage.setItem(RANG, String(Date.now()));
    ring();
  }
  if (isWanted("notify") && isAllowed()) tell(news);
}

/** News of one report lead to it, others to the list. */
function tell(news: readonly News[]): void {
  const newest = news[news.length - 1];
  if (!newest) return;
  const isOne = news.every((one) => one.report === newest.report);
  const many = document.getElementById("news")?.dataset.many?.replace("{count}", String(news.length)) ?? "";
  const said = new Notification(isOne ? newest.title : many, { body: isOne ? newest.words : "", tag: "sigap" });
  said.addEventListener("click", () => {
    window.focus();
    said.close();
    const there = isOne ? `${LIST}/${newest.report}` : LIST;
    if (holdsTyping(document.body)) window.open(there);
    else location.assign(there);
  });
}

/** Two short tones, made here: no file, no request. */
function ring(): void {
  wake();
  if (!context) return;
  const volume = context.createGain();
  volume.gain.value = 0.08;
  volume.connect(context.destination);
  [660, 880].forEach((pitch, place) => {
    if (!context) return;
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(context.currentTime + place * 0.14);
    tone.stop(context.currentTime + place * 0.14 + 0.12);
  });
}

function wake(): void {
  if (!isWanted("sound")) return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
}

async function ask(notify: HTMLInputElement): Promise<void> {
  if (notify.checked && "Notification" in window && !isAllowed()) await Notification.requestPermission();
  const allowed = isAllowed();
  const help = document.getElementById("alerts-help");
  if (notify.checked && !allowed && help) help.textContent = notify.dataset.denied ?? "";
  notify.checked = notify.checked && allowed;
  keep("notify", notify.checked);
}

function choice(kind: Kind): HTMLInputElement | null {
  const found = document.getElementById(kind);
  return found instanceof HTMLInputElement ? found : null;
}

const isAllowed = (): boolean => "Notification" in window && Notification.permission === "granted";
const isWanted = (kind: Kind): boolean => localStorage.getItem(KEPT[kind]) === "on";

function keep(kind: Kind, on: boolean): void {
  if (on) localStorage.setItem(KEPT[kind], "on");
  else localStorage.removeItem(KEPT[kind]);
}
