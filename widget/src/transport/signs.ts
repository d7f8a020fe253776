/** Passing signs, both ways: somebody is typing. By socket only; without one nobody is told, and nothing is lost. */

import { StaffTyping, Typing } from "../contract.gen";
import type { Store } from "../store/store";
import type { Socket } from "./socket";

const TELL_AGAIN = 3_000; // ms
const SHOWN = 6_000; // ms

let told = 0;
let timer = 0;

/** The visitor types: tell the desk, once in a while, if it has a report to read it in. */
export function tellTyping(store: Store, socket: Pick<Socket, "ask" | "isConnected">): void {
  if (Date.now() - told < TELL_AGAIN || !store.state().reports.length || !socket.isConnected()) return;
  told = Date.now();
  void socket.ask(Typing, {}, TELL_AGAIN);
}

/** The desk types: show it, and let the sign go by itself. */
export function showTyping(store: Store, notice: StaffTyping): void {
  store.change({ type: StaffTyping, notice });
  clearTimeout(timer);
  timer = window.setTimeout(() => store.change({ type: "staffStopped" }), SHOWN);
}
