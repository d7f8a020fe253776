/** The hosted page's own script: hands it to the service worker, so that it opens without network the next time. */

async function install(workers: ServiceWorkerContainer): Promise<void> {
  await workers.register("/sw.js");
  const { active } = await workers.ready;
  const opd = document.querySelector<HTMLElement>("script[data-opd]")?.dataset.opd;
  // This page; the one that the installed app begins with; and the one that stands in for those never visited.
  const pages = [location.href, opd ? `/?opd=${opd}` : "/", "/"].map((page) => new URL(page, location.href).href);
  active?.postMessage([...new Set(pages)]);
  // What was fetched before the worker took the page over: part of it may still be on its way now.
  const tell = (entries: PerformanceEntryList) => {
    const unseen = (entries as PerformanceResourceTiming[]).filter(({ workerStart }) => workerStart === 0);
    if (unseen.length) active?.postMessage(unseen.map(({ name }) => name));
  };
  new PerformanceObserver((list) => tell(list.getEntries())).observe({ type: "resource", buffered: true });
}

// Missing on plain http, and refused in some private windows: then the page is as it was before.
if (navigator.serviceWorker) install(navigator.serviceWorker).catch(() => {});
