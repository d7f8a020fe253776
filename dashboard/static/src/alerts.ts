/** A sound and a notification for new reports, for who asked for them in this browser; one sound in ten seconds. */
const EVERY_MS = 10000;
const KEPT = { sound: "sigap-sound", notify: "sigap-notify" } as const;
type Kind = keyof typeof KEPT;

let context: AudioContext | null = null;
let alertedAt = 0;

export function alertChoices(): void {
  const sound = choice("sound");
  const notify = choice("notify");
  if (!sound || !notify) return;
  sound.checked = isWanted("sound");
  notify.checked = isWanted("notify") && "Notification" in window && Notification.permission === "granted";
  sound.addEventListener("change", () => {
    keep("sound", sound.checked);
    if (sound.checked) ring();
  });
  notify.addEventListener("change", () => void ask(notify));
  // A browser lets no page sound before somebody has touched it.
  document.addEventListener("pointerdown", wake, { once: true });
  document.addEventListener("keydown", wake, { once: true });
}

/** Tell of new reports; `words` are those of the only one. */
export function alertOf(amount: number, words: string): void {
  if (Date.now() - alertedAt < EVERY_MS) return;
  const [sound, notify] = [choice("sound"), choice("notify")];
  if (!sound?.checked && !notify?.checked) return;
  alertedAt = Date.now();
  if (sound?.checked) ring();
  if (notify?.checked && document.hidden) tell(notify, amount, words);
}

function tell(notify: HTMLInputElement, amount: number, words: string): void {
  const many = (notify.dataset.many ?? "").replace("{count}", String(amount));
  const said = new Notification(amount === 1 ? (notify.dataset.title ?? "") : many, { body: words, tag: "sigap" });
  said.addEventListener("click", () => {
    window.focus();
    said.close();
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
  if (!choice("sound")?.checked) return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
}

async function ask(notify: HTMLInputElement): Promise<void> {
  if (notify.checked && "Notification" in window && Notification.permission !== "granted")
    await Notification.requestPermission();
  const allowed = "Notification" in window && Notification.permission === "granted";
  const help = document.getElementById("alerts-help");
  if (notify.checked && !allowed && help) help.textContent = notify.dataset.denied ?? "";
  notify.checked = notify.checked && allowed;
  keep("notify", notify.checked);
}

function choice(kind: Kind): HTMLInputElement | null {
  const found = document.getElementById(kind);
  return found instanceof HTMLInputElement ? found : null;
}

const isWanted = (kind: Kind): boolean => localStorage.getItem(KEPT[kind]) === "on";

function keep(kind: Kind, on: boolean): void {
  if (on) localStorage.setItem(KEPT[kind], "on");
  else localStorage.removeItem(KEPT[kind]);
}
