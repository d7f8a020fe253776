/** What the browser and the store say, turned into kicks and into events for the page. */

import type { WidgetEvent } from "./options";
import type { Outbox } from "./outbox/outbox";
import type { State } from "./store/state";
import type { Store } from "./store/store";
import type { Follower } from "./transport/follow";

export interface WiringNeeds {
  store: Store;
  follower: Follower;
  outbox: Outbox;
  emit(event: WidgetEvent, detail?: unknown): void;
  /** Sound for what is unread. */
  ring(): void;
}

/** Listen until the returned function is called. */
export function wireEvents({ store, follower, outbox, emit, ring }: WiringNeeds): () => void {
  const wake = () => {
    store.change({ type: "watched", watched: !document.hidden });
    outbox.kick(); // in the background too: what waits is worth the network's first moment
    if (document.hidden) return;
    const { shown, reports, outgoing } = store.state();
    if (shown || reports.length + outgoing.length > 0) follower.start();
    follower.wake();
  };
  const leave = () => follower.stop(); // an open socket keeps the page out of the back-forward cache
  const heard: [EventTarget, string, () => void][] = [
    [window, "online", wake],
    [window, "offline", follower.lost],
    [window, "pageshow", wake],
    [window, "pagehide", leave],
    [document, "visibilitychange", wake],
  ];
  for (const [target, event, listener] of heard) target.addEventListener(event, listener);
  let before = store.state();
  const deaf = store.hear((state) => {
    tellPage(before, state, emit);
    if (state.sound && state.unread > before.unread) ring();
    before = state;
  });
  return () => {
    for (const [target, event, listener] of heard) target.removeEventListener(event, listener);
    deaf();
  };
}

function tellPage(before: State, now: State, emit: WiringNeeds["emit"]): void {
  if (before.unread !== now.unread) emit("unread", now.unread);
  if (before.trouble !== now.trouble && now.trouble) emit("error", now.trouble);
  for (const report of now.reports) {
    const old = before.reports.find((one) => one.number === report.number);
    if (old && old.status !== report.status) emit("status", { number: report.number, status: report.status });
  }
}

/** Do something when the page has nothing better to do. */
export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 500);
}
