/**
 * The list as a file, with a bar that says how far it is. The answer comes in frames: a line `<done> <total> <bytes>`,
 * then so many bytes, and `END` at last. Whatever stops before that was cut off.
 */
const DECODER = new TextDecoder();

export function exportWithProgress(): void {
  const form = document.getElementById("export");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(form, event.submitter);
  });
}

async function run(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  const stop = new AbortController();
  const halt = document.getElementById("export-stop");
  const onStop = (): void => stop.abort();
  halt?.addEventListener("click", onStop, { once: true });
  show(form, 0, 0);
  try {
    const body = new URLSearchParams([...new FormData(form, button)].map(([name, value]) => [name, String(value)]));
    const headers = { "X-Progress": "1" };
    const answer = await fetch(form.action, { method: "POST", body, headers, signal: stop.signal });
    if (!answer.ok || !answer.body || !answer.headers.has("X-Accel-Buffering")) return refused(form, answer);
    const parts = await frames(answer.body, (done, total) => show(form, done, total));
    save(new Blob(parts as BlobPart[]), nameOf(answer));
    hide();
  } catch {
    if (stop.signal.aborted) hide();
    else say(form.dataset.broken ?? "");
  } finally {
    halt?.removeEventListener("click", onStop);
  }
}

/** Read every frame; throws when the stream ends before its last one. */
async function frames(
  stream: ReadableStream<Uint8Array>,
  told: (done: number, total: number) => void,
): Promise<Uint8Array[]> {
  const reader = stream.getReader();
  const kept: Uint8Array[] = [];
  let rest = new Uint8Array();
  for (;;) {
    const line = rest.indexOf(10);
    const words = line < 0 ? null : DECODER.decode(rest.subarray(0, line)).split(" ").map(Number);
    if (words && Number.isNaN(words[0])) return kept;
    const [done = 0, total = 0, size = 0] = words ?? [];
    if (words && rest.length >= line + 1 + size) {
      kept.push(rest.slice(line + 1, line + 1 + size));
      rest = rest.slice(line + 1 + size);
      told(done, total);
      continue;
    }
    const { done: ended, value } = await reader.read();
    if (ended) throw new Error("cut off");
    rest = joined(rest, value);
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function refused(form: HTMLFormElement, answer: Response): void {
  if (new URL(answer.url).pathname.endsWith("/login")) location.assign(answer.url);
  else say((answer.status === 429 ? form.dataset.busy : form.dataset.broken) ?? "");
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function nameOf(answer: Response): string {
  return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "laporan";
}

function show(form: HTMLFormElement, done: number, total: number): void {
  const place = document.getElementById("export-progress");
  const bar = place?.querySelector("progress");
  if (!place || !bar) return;
  place.hidden = false;
  bar.hidden = false;
  bar.value = total ? done / total : 0;
  const words = (form.dataset.running ?? "").replace("{done}", String(done)).replace("{total}", String(total));
  write(words);
}

/** Something went wrong: the bar goes, the words stay. */
function say(words: string): void {
  const bar = document.querySelector<HTMLElement>("#export-progress progress");
  if (bar) bar.hidden = true;
  write(words);
}

function write(words: string): void {
  const place = document.getElementById("export-words");
  if (place) place.textContent = words;
}

function hide(): void {
  const place = document.getElementById("export-progress");
  if (place) place.hidden = true;
}
