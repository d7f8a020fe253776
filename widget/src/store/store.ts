import { type Change, reduce } from "./reduce";
import type { State } from "./state";

export interface Store {
  state(): State;
  change(change: Change): void;
  /** Hear every new state; returns how to stop. */
  hear(listener: (state: State) => void): () => void;
}

export function makeStore(initial: State): Store {
  let state = initial;
  const listeners = new Set<(state: State) => void>();
  return {
    state: () => state,
    change(change) {
      const next = reduce(state, change);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener(state);
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
