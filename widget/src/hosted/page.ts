/** The hosted page's own script: hands it to the service worker, so that it opens without network the next time. */

async function install(workers: ServiceWorkerContainer): Promise<void> {
  await workers.register("/sw.js");
  const { active } = await workers.ready;
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  active?.postMessage([location.href, ...parts]);
}

// Missing on plain http, and refused in some private windows: then the page is as it was before.
if (navigator.serviceWorker) install(navigator.serviceWorker).catch(() => {});
