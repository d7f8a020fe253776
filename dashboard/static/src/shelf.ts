/** Where it lies what is sent until the server has answered: on this device, whatever becomes of the page. */

export interface Kept {
  /** Who wrote it: on a shared computer nobody sends it under another name. */
  staff: string;
  action: string;
  fields: [string, string][];
  /** When it was pressed, in ms. What an older build kept has none: it counts from when this one first sees it. */
  at?: number;
  /** When it was refused, in ms: it stays until the page that says so is here. */
  refused?: number;
}

const SHELF = "sigap-desk-unsent";
const BY_ITSELF_MS = 72 * 3600 * 1000;
const PAGE_MS = 15000; // by then the page of a refusal is here, or its line was lost

export const me = (): string => document.body.dataset.staff ?? "";

/** What goes out by itself. A change that was meant days ago may do harm today, so that one waits for a press. */
export const toSend = (): Kept[] => mine().filter((item) => !isLongAgo(item) && !isBeingShown(item));
export const longAgo = (): Kept[] => mine().filter(isLongAgo);

/** Return whether the browser took it; where it refuses to store, what is written stays in its form. */
export const shelve = (item: Kept): boolean => write([...read(), item]);

export function drop(item: Kept): void {
  write(read().filter((one) => !isSame(one, item)));
}

/** Somebody has seen it and wants it sent: it is as one that was pressed now. */
export const renew = (item: Kept): void => change(item, { at: Date.now() });

/** The page that says why it was refused, and has its words, is asked for now. */
export const noteRefusal = (item: Kept): void => change(item, { refused: Date.now() });

/** That page answers the form, at its address. Of several it is about the one that was pressed last. */
export function dropWhatThisPageShows(): void {
  if (document.body.dataset.posted === undefined) return; // somebody went to that address: nothing is said of a form
  const refused = mine().filter((item) => item.refused && item.action === location.href);
  const [shown] = refused.sort((one, other) => (other.refused ?? 0) - (one.refused ?? 0));
  if (shown) drop(shown);
}

export function giveTimes(): void {
  const items = read();
  if (items.some((item) => !item.at)) write(items.map((item) => ({ ...item, at: item.at ?? Date.now() })));
}

const mine = (): Kept[] => read().filter((item) => item.staff === me());
const isLongAgo = ({ at }: Kept): boolean => at !== undefined && Date.now() - at > BY_ITSELF_MS;
const isBeingShown = ({ refused }: Kept): boolean =>
  refused !== undefined && Math.abs(Date.now() - refused) < PAGE_MS;
const isSame = (one: Kept, other: Kept): boolean => JSON.stringify(one) === JSON.stringify(other);

function change(item: Kept, news: Partial<Kept>): void {
  write(read().map((one) => (isSame(one, item) ? { ...one, ...news } : one)));
}

function read(): Kept[] {
  try {
    return JSON.parse(localStorage.getItem(SHELF) ?? "[]") as Kept[];
  } catch {
    return [];
  }
}

function write(items: Kept[]): boolean {
  try {
    if (items.length) localStorage.setItem(SHELF, JSON.stringify(items));
    else localStorage.removeItem(SHELF);
    return true;
  } catch {
    return false;
  }
}
