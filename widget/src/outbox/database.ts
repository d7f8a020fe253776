/** The shelf on disk: one IndexedDB per site, written with strict durability. Personal data leaves at the receipt. */

import type { Item } from "../store/state";
import type { TornShelf } from "./shelf";

const ITEMS = "items";
const LEASE = "lease";
const ID = "command.client_id";

export interface DiskShelf extends TornShelf {
  /** Take or renew the right to send until `until`; false while another tab has it. For pages without Web Locks. */
  lease(owner: string, now: number, until: number): Promise<boolean>;
  release(owner: string): Promise<void>;
}

/** Open the shelf called `name`. Rejects when the browser refuses. */
export async function diskShelf(name: string): Promise<DiskShelf> {
  let opened: Promise<IDBDatabase> | null = null;
  const database = () => {
    opened ??= openDatabase(name, () => {
      opened = null;
      shelf.torn?.();
    });
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
  async function write(store: string, work: (store: IDBObjectStore) => void): Promise<void> {
    // TypeScript's DOM has no options here yet; browsers that do not know them ignore the argument.
    const open = await database();
    const begin = open.transaction.bind(open) as (
      store: string,
      mode: IDBTransactionMode,
      options: { durability: string },
    ) => IDBTransaction; // prettier-ignore
    const transaction = begin(store, "readwrite", { durability: "strict" });
    work(transaction.objectStore(store));
    await finished(transaction);
  }

  const shelf: DiskShelf = {
    async all() {
      const items = (await database()).transaction(ITEMS).objectStore(ITEMS);
      return (await result(items.getAll())) as Item[];
    },
    add: (item) =>
      write(ITEMS, (items) => {
        items.add(item);
        items.transaction.commit?.(); // at once: somebody presses *Kirim* and closes the page
      }),
    change: (item) =>
      write(ITEMS, (items) => at(items, item.command.client_id, (cursor) => cursor.update(item))),
    remove: (clientId) => write(ITEMS, (items) => at(items, clientId, (cursor) => cursor.delete())),
    clear: () => write(ITEMS, (items) => items.clear()),
    async lease(owner, now, until) {
      let mine = false;
      await write(LEASE, (leases) => {
        const reading = leases.get(LEASE);
        reading.onsuccess = () => {
          const held = reading.result as { owner: string; until: number } | undefined;
          // Nobody holds it longer than we would: later than that is of a clock that was put right since.
          mine = !held || held.owner === owner || held.until < now || held.until > until;
          if (mine) leases.put({ owner, until }, LEASE);
        };
      });
      return mine;
    },
    release: (owner) =>
      write(LEASE, (leases) => {
        const reading = leases.get(LEASE);
        reading.onsuccess = () => {
          if (reading.result?.owner === owner) leases.delete(LEASE);
        };
      }),
  };
  await database();
  return shelf;
}

function openDatabase(name: string, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(ITEMS, { autoIncrement: true }).createIndex(ID, ID, { unique: true });
      opening.result.createObjectStore(LEASE);
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      opening.result.onclose = closed;
      opening.result.onversionchange = () => {
        opening.result.close();
        closed();
      };
      resolve(opening.result);
    };
  });
}

/** Do something with the one item of this id, if it is still there. */
function at(items: IDBObjectStore, clientId: string, work: (cursor: IDBCursorWithValue) => void): void {
  const reading = items.index(ID).openCursor(IDBKeyRange.only(clientId));
  reading.onsuccess = () => {
    if (reading.result) work(reading.result);
  };
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
