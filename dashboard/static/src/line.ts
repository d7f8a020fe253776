/** What the page says about its line: a dot and a word, and a red band once it has been away for a moment. */
const BAND_AFTER_MS = 1500;
const FIRST_CONNECT_MS = 4000;

export interface Line {
  up(): void;
  down(): void;
  /** Has the line been away since it was last up? */
  wasLost(): boolean;
}

export function lineIs(): Line {
  let lost = false;
  let waiting = window.setTimeout(() => show(false), FIRST_CONNECT_MS);

  const down = (): void => {
    if (!lost) window.clearTimeout(waiting);
    if (!lost) waiting = window.setTimeout(() => show(false), BAND_AFTER_MS);
    lost = true;
  };
  const up = (): void => {
    lost = false;
    window.clearTimeout(waiting);
    show(true);
  };
  return { up, down, wasLost: () => lost };
}

function show(live: boolean): void {
  const band = document.getElementById("band");
  if (band) band.hidden = live;
  const state = document.getElementById("live-state");
  const word = state?.querySelector("span");
  if (!state || !word) return;
  state.classList.toggle("on", live);
  state.classList.toggle("off", !live);
  word.textContent = (live ? state.dataset.liveWord : state.dataset.lostWord) ?? "";
}
