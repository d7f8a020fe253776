/** The lists that the chat shows before anybody speaks: catalogue and OPD, cached by the browser by their revision. */

import type { AgencyList, Catalogue, SiteInfo } from "./contract.gen";
import type { Locale } from "./options";
import type { Store } from "./store/store";

const AGAIN = 5_000;

export interface Lists {
  /** Fetch what is missing or behind. */
  freshen(): void;
  /** Ask until it is known what the loader could not learn in time. */
  askSite(): void;
  stop(): void;
}

/** `site` is the query by which the loader asked: what its answer left in the cache is found under no other. */
export function makeLists(base: string, site: string, store: Store): Lists {
  const asked = new Set<string>();
  let stopped = false;

  /** Fetch once at a time; a failure is tried again, first from the cache, which may hold an older one. */
  const get = async <T>(path: string, take: (answer: T) => void, again: () => void = freshen) => {
    if (asked.has(path)) return;
    asked.add(path);
    try {
      const url = `${base}api/widget/${path}`;
      const answer = await fetch(url, { credentials: "omit" }).catch(() =>
        fetch(url, { cache: "force-cache", credentials: "omit" }),
      );
      if (!answer.ok) throw new Error(String(answer.status));
      take(await answer.json());
    } catch {
      if (!stopped) setTimeout(again, AGAIN);
    }
    asked.delete(path);
  };

  function freshen(): void {
    if (stopped) return;
    const { revisions, catalogue, agencies, site: known, locale } = store.state();
    if (
      revisions.catalogue >= 0 &&
      (catalogue?.revision !== revisions.catalogue || catalogue.locale !== locale)
    ) {
      get<Catalogue>(cataloguePath(locale, revisions.catalogue), (loaded) => {
        if (Array.isArray(loaded.kinds)) store.change({ type: "catalogueLoaded", catalogue: loaded });
      });
    }
    if (revisions.agencies >= 0 && agencies?.revision !== revisions.agencies) {
      get<AgencyList>(`agencies.json?v=${revisions.agencies}`, (loaded) => {
        if (Array.isArray(loaded.agencies)) store.change({ type: "agenciesLoaded", agencies: loaded });
      });
    }
    if (known && revisions.settings > known.settings_revision) askSite(`&v=${revisions.settings}`);
  }

  function askSite(version = ""): void {
    get<SiteInfo>(
      `site.json${site}${version}`,
      (info) => {
        if (typeof info.allowed !== "boolean") throw new Error("not an answer");
        store.change({ type: "siteKnown", site: info });
      },
      () => askSite(version),
    );
  }

  return {
    freshen,
    askSite,
    stop() {
      stopped = true;
    },
  };
}

const cataloguePath = (locale: Locale, revision: number) => `catalogue.${locale}.json?v=${revision}`;
