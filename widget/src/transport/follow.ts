/**
 * Keep up with the conversation: by socket, and by long poll as long as there is none. On every (re)connect and on
 * every gap the widget asks for what comes after what it has; nothing else is trusted to be complete.
 */

import { Sync } from "../contract.gen";
import { type Connection, seqOf } from "../store/state";
import type { Store } from "../store/store";
import { jittered } from "./backoff";
import { refusalOf, syncedOf } from "./outcome";
import type { Post } from "./post";
import type { Socket } from "./socket";

const GRACE = 3_000; // ms a socket may take before the long poll starts beside it
const HOLD = 25; // s that the server holds a poll
const ANSWER_MS = 8_000;

export interface Follower {
  start(): void;
  stop(): void;
  /** The socket came, or went. */
  connected(): void;
  lost(): void;
  /** Ask for what is missing. */
  catchUp(): void;
  /** The network or the person came back: do not wait for a timer. */
  wake(): void;
}

/** `known`: there is a conversation to read, so the first `sync` does not wait for the socket. */
export function makeFollower(store: Store, socket: Socket, post: Post, known: boolean): Follower {
  let running = false;
  let polling: AbortController | null = null;
  let life = new AbortController(); // from start to stop: an answer from before belongs to somebody else
  let asking = false;
  let again: boolean;
  let grace: number;

  const tell = (connection: Connection) => {
    if (store.state().connection !== connection) store.change({ type: "connection", connection });
  };
  const tellLost = () => tell(navigator.onLine === false ? "offline" : "waiting");

  /** Read an answer to `sync` into the store; false when it was none. */
  const take = (answer: unknown): boolean => {
    const synced = syncedOf(answer);
    if (synced) store.change({ type: "synced", synced });
    const code = refusalOf(answer)?.code;
    if (code === "protocol_outdated" || code === "origin_forbidden")
      store.change({ type: "trouble", trouble: code });
    return synced !== null;
  };

  const catchUp = async () => {
    again = asking; // what is asked for now may have been read before this was worth asking
    if (asking || !running) return;
    asking = true;
    const { signal } = life;
    let answer = socket.isConnected() && (await socket.ask(Sync, { after: seqOf(store.state()) }, ANSWER_MS));
    if (!syncedOf(answer)) answer = await post(Sync, { after: seqOf(store.state()) }, ANSWER_MS, signal);
    if (signal.aborted) return;
    asking = false;
    const done = take(answer);
    if (done && socket.isConnected()) tell("live");
    if (again) void catchUp();
    else if (done && store.state().behind) setTimeout(catchUp, GRACE);
  };

  const poll = async () => {
    if (polling || socket.isConnected() || !running) return;
    const control = new AbortController();
    polling = control;
    let failures = 0;
    let wait = 0; // the first one only asks how things are, so that the state line is right at once
    while (!control.signal.aborted && !socket.isConnected()) {
      const answer = await post(
        Sync,
        { after: seqOf(store.state()), wait },
        (wait + 10) * 1000,
        control.signal,
      );
      if (control.signal.aborted) break;
      if (take(answer)) {
        if (!socket.isConnected()) tell("slow");
        failures = 0;
        wait = HOLD;
        continue;
      }
      tellLost();
      failures += 1;
      wait = 0;
      const asked = refusalOf(answer)?.retry_after;
      await pause(asked ? asked * 1000 : jittered(failures, Math.random()), control.signal);
    }
    if (polling === control) polling = null;
  };

  const lost = () => {
    if (!running) return;
    if (!polling) tellLost();
    clearTimeout(grace);
    grace = window.setTimeout(poll, GRACE);
  };

  return {
    start() {
      if (running) return;
      running = true;
      asking = false;
      life = new AbortController();
      socket.connect();
      grace = window.setTimeout(poll, GRACE);
      if (known) void catchUp();
    },
    stop() {
      running = false;
      life.abort();
      clearTimeout(grace);
      polling?.abort();
      polling = null;
      socket.disconnect();
      tell("connecting"); // what the line says when the window opens again
    },
    connected() {
      clearTimeout(grace);
      polling?.abort();
      polling = null;
      tell("live");
      void catchUp();
    },
    lost,
    catchUp,
    wake() {
      if (!running || socket.isConnected()) return;
      socket.connect();
      polling?.abort();
      polling = null;
      void poll();
    },
  };
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
