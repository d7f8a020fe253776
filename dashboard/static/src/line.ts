/** What the page says about its line: a dot and a word, and a red band once it has been away for a moment. */
const BAND_AFTER_MS = 1500;
const FIRST_CONNECT_MS = 4000;

export interface Line {
  up(): void;
  down(): void;
  /** There is no socket, but what was fetched the slow way came: the page is up to date. */
  slow(): void;
  /** Has the line been away since it was last up? */
  wasLost(): boolean;
}

type State = "live" | "slow" | "lost";
const CLASS: Record<State, string> = { live: "on", slow: "slow", lost: "off" };

export function lineIs(): Line {
  let lost = false;
  let said: State | "" = "";
  let waiting = window.setTimeout(() => show("lost"), FIRST_CONNECT_MS);

  const say = (state: State, afterMs: number): void => {
    said = state;
    window.clearTimeout(waiting);
    if (afterMs) waiting = window.setTimeout(() => show(state), afterMs);
    else show(state);
  };
  return {
    up() {
      lost = false;
      say("live", 0);
    },
    down() {
      if (said !== "lost") say("lost", BAND_AFTER_MS);
      lost = true;
    },
    slow() {
      lost = true;
      say("slow", 0);
    },
    wasLost: () => lost,
  };
}

function show(line: State): void {
  const band = document.getElementById("band");
  if (band) band.hidden = line !== "lost";
  const state = document.getElementById("live-state");
  const word = state?.querySelector("span");
  if (!state || !word) return;
  for (const each of Object.keys(CLASS) as State[]) state.classList.toggle(CLASS[each], each === line);
  word.textContent = state.dataset[`${line}Word`] ?? "";
}
