import type { Desk } from "../../options";
import { keepMark } from "../../outbox/mark";
import { keepSite } from "../../store/site";
import type { Store } from "../../store/store";
import { keptDraft } from "../form/keep";

/** What begins once the chat is idle; `ready` when what waited here since an earlier page is in the store. */
export function begin(store: Store, name: string, opd: string, desk: Desk, ready: Promise<void>): void {
  keptDraft(name); // lets go of one that is too old
  keepSite(store, name, opd, desk);
  void ready.then(() => keepMark(store, `?opd=${opd}`));
}
