/** One tab of a site sends. A second sender would be harmless (the ids are the same), only wasteful. */

import type { DiskShelf } from "./database";

const LEASE_MS = 12_000; // renewed every third of it; a tab that was killed is succeeded this much later

/** Run `work` as the only sender of this site; waits for its turn. */
export type Lead = (work: () => Promise<void>) => Promise<void>;

/** Web Locks where there are some; on plain-http pages a lease on the shelf. */
export function makeLead(name: string, shelf: DiskShelf | null): Lead {
  const locks = globalThis.navigator?.locks;
  if (locks) return (work) => locks.request(name, work);
  if (!shelf) return (work) => work();
  const owner = String(Math.random());
  return async (work) => {
    if (!(await shelf.lease(owner, Date.now(), Date.now() + LEASE_MS))) return;
    const renewing = setInterval(() => shelf.lease(owner, Date.now(), Date.now() + LEASE_MS), LEASE_MS / 3);
    try {
      await work();
    } finally {
      clearInterval(renewing);
      await shelf.release(owner);
    }
  };
}
