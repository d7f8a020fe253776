/** Passing signs, both ways: somebody is typing. By socket only; without one nobody is told, and nothing is lost. */

import { Typing } from "../contract.gen";
import type { Store } from "../store/store";
import type { Socket } from "./socket";

const TELL_AGAIN = 3_000; // ms
const SHOWN = 6_000; // ms

export interface Signs {
  /** The visitor types: tell the desk, once in a while, if it has a report to read it in. */
  tell(): void;
  /** The desk types: let the sign go by itself. */
  shown(): void;
}

export function makeSigns(store: Store, socket: Pick<Socket, "ask" | "isConnected">): Signs {
  let told = 0;
  let timer = 0;
  return {
    tell() {
      if (Date.now() - told < TELL_AGAIN || !store.state().reports.length || !socket.isConnected()) return;
      told = Date.now();
      void socket.ask(Typing, {}, TELL_AGAIN);
    },
    shown() {
      clearTimeout(timer);
      timer = window.setTimeout(() => store.change({ type: "staffStopped" }), SHOWN);
    },
  };
}
