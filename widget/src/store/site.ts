import type { SiteInfo } from "../contract.gen";
import type { Desk } from "../options";
import type { Store } from "./store";

/**
 * Keep what Sigap said of this site for the next page that asks in vain: by it the lists are found in the browser's
 * cache, and without them there is no form. The cache has no `site.json` then, an error took its place. Nothing personal.
 * The desk's numbers are the loader's, which is newer: nobody's words go to a number that the desk has given up.
 */
export function keepSite(store: Store, name: string, opd: string, desk: Desk): void {
  const key = `${name}:site`;
  let last = keptSite(key, opd);
  if (last && !store.state().site) {
    last = { ...last, desk_whatsapp: desk.whatsapp, desk_phone: desk.phone };
    store.change({ type: "siteKnown", site: last });
  }
  const keep = () => {
    const { site } = store.state();
    if (!site || site === last) return;
    last = site;
    try {
      localStorage.setItem(key, JSON.stringify(site));
    } catch {
      // refused: then the next page has to wait for Sigap
    }
  };
  keep();
  store.hear(keep);
}

/** One app is opened for many OPD: what was said of another one is no answer. */
function keptSite(key: string, opd: string): SiteInfo | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as SiteInfo | null;
    return kept?.allowed && kept.site === opd ? kept : null;
  } catch {
    return null;
  }
}
