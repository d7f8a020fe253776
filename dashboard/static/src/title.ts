/** The number in front of the tab's title: what waits behind the pill, or came in while nobody looked. */
const counts = { waiting: 0, unseen: 0 };
const title = document.title;

/** What came in unseen may wait behind the pill too: it is one number, not a sum. */
export function countInTitle(what: keyof typeof counts, amount: number): void {
  counts[what] = amount;
  const most = Math.max(counts.waiting, counts.unseen);
  document.title = most > 0 ? `(${most}) ${title}` : title;
}
