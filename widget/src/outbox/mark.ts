import type { Store } from "../store/store";

/**
 * Leave a mark while something waits to be sent: a page that is opened later sees it and fetches the chat, unasked.
 * One entry of localStorage, that says nothing else. Not to be called before the shelf was read.
 */
export function keepMark(store: Store, mark: string): void {
  const keep = () => {
    try {
      if (store.state().outgoing.some((item) => !item.refused)) localStorage.setItem(mark, "sigap");
      else localStorage.removeItem(mark);
    } catch {
      // refused: then nothing outlasts the page
    }
  };
  keep();
  store.hear(keep);
}
