/** One tab of a site sends. A second sender would be harmless (the ids are the same), only wasteful. */

import type { DiskShelf } from "./database";

const LONGEST_MS = 60_000; // as long as a leader may wait between two tries
const LEASE_MS = 4_000; // renewed every third of it; a tab that was killed is succeeded this much later

/** Run `work` as the only sender of this site; waits for its turn. Where the browser refuses to elect one, each tab sends. */
export type Lead = (work: () => Promise<void>) => Promise<void>;

/** Web Locks where there are some; on plain-http pages a lease on the shelf. */
export function makeLead(name: string, shelf: DiskShelf | null): Lead {
  const locks = globalThis.navigator?.locks;
  if (locks)
    return async (work) => {
      let leads = false;
      const lead = () => {
        leads = true;
        return work();
      };
      // No tab is waited for longer: one that the system froze keeps its lock.
      await locks.request(name, { signal: AbortSignal.timeout?.(LONGEST_MS) }, lead).catch((refused) => {
        if (leads) throw refused;
        return work();
      });
    };
  if (!shelf) return (work) => work();
  const owner = String(Math.random());
  return async (work) => {
    const lease = () => shelf.lease(owner, Date.now(), Date.now() + LEASE_MS).catch(() => true); // a full disk elects nobody
    if (!(await lease())) return;
    const renewing = setInterval(lease, LEASE_MS / 3);
    try {
      await work();
    } finally {
      clearInterval(renewing);
      await shelf.release(owner).catch(() => {});
    }
  };
}
