import type { Item } from "../store/state";

/** Where commands wait for their receipt, first in, first out. */
export interface Shelf {
  all(): Promise<Item[]>;
  /** Resolves when the item is on disk (or, in memory, at once). */
  add(item: Item): Promise<void>;
  change(item: Item): Promise<void>;
  remove(clientId: string): Promise<void>;
  /** Empty it; `memoryOnly` when another tab has cleared the disk, where there may be something new since. */
  clear(memoryOnly?: boolean): Promise<void>;
}

/** A shelf that may be torn down by others: somebody clears the browser's data while the page is open. */
export interface TornShelf extends Shelf {
  torn?: () => void;
}

const idOf = (item: Item) => item.command.client_id;

/**
 * Use the disk as long as it takes things; what it refuses, and what was on it when it was torn down, stays in memory,
 * and `fell` is told. Without a disk (private windows, blocked storage) everything does.
 */
export function fallingBack(disk: TornShelf | null, fell: () => void): Shelf {
  const memory = new Map<string, Item | null>(); // null: gone, but the disk would not let go of it
  let known: Item[] = []; // what was on the disk when it was last read
  const keep = (item: Item | null, id: string) => void memory.set(id, item);
  if (!disk) fell();
  else
    disk.torn = () => {
      for (const item of known) if (!memory.has(idOf(item))) keep(item, idOf(item));
      if (known.length > 0) fell();
    };
  const onDisk = async (work: (shelf: Shelf) => Promise<void>) =>
    disk !== null &&
    work(disk).then(
      () => true,
      () => false,
    );
  return {
    async all() {
      await onDisk(async (shelf) => {
        known = await shelf.all();
      });
      const both = new Map<string, Item | null>(known.map((item) => [idOf(item), item]));
      memory.forEach((item, id) => void both.set(id, item));
      const items = [...both.values()].filter((item) => item !== null);
      // In the disk's own order, unless some of it is not there.
      return memory.size > 0 ? items.sort((one, other) => one.pressedAt - other.pressedAt) : items;
    },
    async add(item) {
      if (memory.has(idOf(item)) || (await onDisk((shelf) => shelf.add(item)))) return;
      keep(item, idOf(item));
      fell();
    },
    async change(item) {
      const id = idOf(item);
      if (memory.has(id) ? memory.get(id) : disk && !(await onDisk((shelf) => shelf.change(item)))) keep(item, id);
    },
    async remove(id) {
      known = known.filter((item) => idOf(item) !== id);
      if (!disk || (await onDisk((shelf) => shelf.remove(id)))) memory.delete(id);
      else keep(null, id);
    },
    async clear(memoryOnly) {
      memory.clear();
      if (disk && !memoryOnly && !(await onDisk((shelf) => shelf.clear()))) for (const item of known) keep(null, idOf(item));
      known = [];
    },
  };
}
