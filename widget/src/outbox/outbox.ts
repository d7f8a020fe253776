/** Joins the shelf, the sender and the other tabs of this site. */

import { AttachPhoto, type Receipt } from "../contract.gen";
import type { Item } from "../store/state";
import type { Store } from "../store/store";
import type { Deliver } from "../transport/ladder";
import type { Outcome } from "../transport/outcome";
import { type DiskShelf, diskShelf } from "./database";
import { makeLead } from "./leader";
import { makeSender, type Sender } from "./sender";
import { fallingBack, type Shelf } from "./shelf";

export interface Outbox {
  /** What waited here since an earlier page is in the store. */
  ready: Promise<void>;
  /** Keep a command and send it; it is in the store before this returns. */
  put(item: Item): Promise<void>;
  /** Forget a refused command, and the photos that wait for it. */
  discard(clientId: string): Promise<void>;
  /** Send a refused command again, changed. */
  again(item: Item): Promise<void>;
  /** Something changed for the better: try now. */
  kick(): void;
  /** Take everything off this device; `then` begins anew, and the other tabs follow. */
  clear(then: () => void): Promise<void>;
  close(): void;
}

const LOOK_MS = 60_000; // what waits for an answer, or is too old, has its hour while nothing else happens on the page
const SILENT_MS = 10_000; // a database that has not opened by then never will

/** What tabs tell each other. */
type Word =
  | { word: "queued" }
  | { word: "changed" }
  | { word: "expired" }
  | { word: "receipt"; receipt: Receipt }
  | { word: "cleared" };

export interface OutboxNeeds {
  name: string;
  store: Store;
  deliver: Deliver;
  received(item: Item, receipt: Receipt): void;
  refused(item: Item): void;
  /** Another tab took everything off this device, and what was in memory here is gone too. */
  cleared(): void;
}

export function openOutbox({ name, store, deliver, received, refused, cleared }: OutboxNeeds): Outbox {
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(name) : null;
  const tell = (word: Word) => channel?.postMessage(word);
  let wake = () => {};
  let closed = false;
  const arriving = new Map<string, Item>(); // pressed, and not on the shelf yet

  const opened: Promise<{ shelf: Shelf; sender: Sender }> = open();
  async function open() {
    const silent = new Promise<null>((over) => setTimeout(over, SILENT_MS, null));
    const disk: DiskShelf | null = await Promise.race([diskShelf(name), silent]).catch(() => null);
    const shelf = fallingBack(disk, () => store.change({ type: "storage", lasting: false }));
    const sender = makeSender({
      shelf,
      deliver,
      heard,
      lead: makeLead(name, disk),
      now: Date.now,
      chance: Math.random,
      isHidden: () => document.hidden,
      wait: (ms, deaf) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = deaf
            ? () => {}
            : () => {
                clearTimeout(timer);
                resolve();
              };
        }),
      expired: () => {
        goodbye();
        tell({ word: "expired" });
      },
    });
    return { shelf, sender };
  }

  function goodbye(): void {
    store.change({ type: "expired", count: 1 });
    void refresh();
  }

  function heard(item: Item, outcome: Outcome): void {
    switch (outcome.kind) {
      case "receipt":
        store.change({ type: "receipted", receipt: outcome.receipt });
        tell({ word: "receipt", receipt: outcome.receipt });
        received(item, outcome.receipt);
        break;
      case "refused":
        void refresh().then(() =>
          refused({ ...item, refused: { code: outcome.code, fields: outcome.fields } }),
        );
        tell({ word: "changed" });
        break;
      case "later":
        store.change({ type: "held", until: Date.now() + outcome.seconds * 1000, code: outcome.code });
        void refresh();
        break;
      case "outdated":
        store.change({ type: "trouble", trouble: "protocol_outdated" });
        break;
      case "unreachable":
        void refresh();
        break;
    }
  }

  /** Show what is on the shelf, and what was pressed a moment ago and is not on it yet. */
  async function refresh(): Promise<void> {
    const { shelf } = await opened;
    const kept = await shelf.all();
    const ids = new Set(kept.map((item) => item.command.client_id));
    const late = [...arriving.values()].filter((item) => !ids.has(item.command.client_id));
    store.change({ type: "outgoing", items: [...kept, ...late] });
  }

  const kick = async () => {
    if (closed) return;
    wake();
    (await opened).sender.run();
  };

  if (channel)
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.word === "receipt") store.change({ type: "receipted", receipt: data.receipt });
      if (data.word === "expired") goodbye();
      if (data.word === "changed" || data.word === "queued") void refresh();
      if (data.word === "queued") void kick();
      if (data.word === "cleared") void opened.then(({ shelf }) => shelf.clear(true)).then(cleared);
    };
  const ready = refresh();
  void ready.then(kick);
  const looking = setInterval(kick, LOOK_MS);

  return {
    ready,
    async put(item) {
      const id = item.command.client_id;
      const pressed: Item = { ...item, arriving: true };
      arriving.set(id, pressed);
      store.change({ type: "outgoing", items: [...store.state().outgoing, pressed] });
      await (await opened).shelf.add(item);
      arriving.delete(id);
      await refresh();
      tell({ word: "queued" });
      await kick();
    },
    async discard(clientId) {
      const { shelf } = await opened;
      const photos = (await shelf.all()).filter(
        (one) => one.event === AttachPhoto && one.command.report === clientId,
      );
      for (const id of [clientId, ...photos.map((one) => one.command.client_id)]) await shelf.remove(id);
      await refresh();
      tell({ word: "changed" });
    },
    async again({ refused, ...item }) {
      await (await opened).shelf.change(item as Item);
      await refresh();
      tell({ word: "queued" });
      await kick();
    },
    kick: () => void kick(),
    async clear(then) {
      await (await opened).shelf.clear();
      then();
      tell({ word: "cleared" });
    },
    close() {
      closed = true;
      clearInterval(looking);
      void opened.then(({ sender }) => sender.stop());
      wake();
      channel?.close();
    },
  };
}
