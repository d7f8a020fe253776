import type { Store } from "../store/store";

/**
 * Leave a mark while something waits here, or went without anybody's having been told: a page that is opened later sees
 * it and fetches the chat, unasked. One entry of localStorage: the number of those that went. Not to be called before
 * the shelf was read.
 */
export function keepMark(store: Store, mark: string): void {
  try {
    const gone = Number(localStorage.getItem(mark));
    if (gone > 0) store.change({ type: "expired", count: gone });
  } catch {
    return; // refused: then nothing outlasts the page
  }
  let seen = 0;
  const keep = () => {
    const { outgoing, lasting, expired, shown } = store.state();
    if (!lasting) return; // this page does not know what is on the disk
    if (shown) seen = expired;
    try {
      if (outgoing.length + expired > seen) localStorage.setItem(mark, String(expired - seen));
      else localStorage.removeItem(mark);
    } catch {
      // refused meanwhile
    }
  };
  keep();
  store.hear(keep);
}
