import type { Item } from "../store/state";

/** Where commands wait for their receipt, first in, first out. */
export interface Shelf {
  /** False: what is here is gone with the page. */
  readonly lasting: boolean;
  all(): Promise<Item[]>;
  /** Resolves when the item is on disk (or, in memory, at once). */
  add(item: Item): Promise<void>;
  change(item: Item): Promise<void>;
  remove(clientId: string): Promise<void>;
  clear(): Promise<void>;
}

/** A shelf for browsers that refuse to store (private windows, blocked third-party storage). */
export function memoryShelf(): Shelf {
  let items: Item[] = [];
  return {
    lasting: false,
    all: async () => [...items],
    add: async (item) => {
      if (!items.some((one) => one.command.client_id === item.command.client_id)) items.push(item);
    },
    change: async (item) => {
      items = items.map((one) => (one.command.client_id === item.command.client_id ? item : one));
    },
    remove: async (clientId) => {
      items = items.filter((one) => one.command.client_id !== clientId);
    },
    clear: async () => {
      items = [];
    },
  };
}

/** Use the disk as long as it takes things; what it refuses stays in memory, and `fell` is told once. */
export function fallingBack(disk: Shelf | null, fell: () => void): Shelf {
  const memory = memoryShelf();
  let lasting = disk !== null;
  if (!lasting) fell();
  const onDisk = async <T>(work: (shelf: Shelf) => Promise<T>, otherwise: T): Promise<T> => {
    if (!disk) return otherwise;
    try {
      return await work(disk);
    } catch {
      return otherwise;
    }
  };
  return {
    get lasting() {
      return lasting;
    },
    all: async () => [...(await onDisk((shelf) => shelf.all(), [])), ...(await memory.all())],
    async add(item) {
      const kept = await onDisk((shelf) => shelf.add(item).then(() => true), false);
      if (kept) return;
      await memory.add(item);
      if (lasting) fell();
      lasting = false;
    },
    async change(item) {
      await onDisk((shelf) => shelf.change(item), undefined);
      await memory.change(item);
    },
    async remove(clientId) {
      await onDisk((shelf) => shelf.remove(clientId), undefined);
      await memory.remove(clientId);
    },
    async clear() {
      await onDisk((shelf) => shelf.clear(), undefined);
      await memory.clear();
    },
  };
}
