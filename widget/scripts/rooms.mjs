// Rooms are chunks of their own, fetched after the chat is there. Those with a view borrow the chat's Preact: one file
// each, no shared chunk, so no second round trip, and a failed fetch is retried without loading a second Preact.

const withView = (path, sheet) => `
  export { plug } from "preact";
  export { default } from "./view/${path}";
  export { default as sheet } from "./view/${sheet}";`;

/** What each room's chunk is. */
export const ROOMS = {
  cards: withView("cards/cards.ts", "cards/cards.css"),
  form: withView("form/screen.tsx", "form/form.css"),
  photos: withView("photos/photos.ts", "photos/photos.css"),
  own: withView("own/own.ts", "own/own.css"),
  reports: withView("reports/screen.tsx", "reports/reports.css"),
  later: withView("later/later.ts", "later/later.css"),
  sound: 'export { ring as default } from "./view/sound.ts";',
  qr: 'export { qrPath as default } from "./view/cards/qr-path.ts";',
  socket: 'export { openSocket } from "./transport/socket.ts";',
};

const LOAN = `
  export let h, Fragment, useState, useEffect, useLayoutEffect, useRef;
  export function plug(preact) { ({ h, Fragment, useState, useEffect, useLayoutEffect, useRef } = preact); }`;

export const borrowPreact = {
  name: "borrow-preact",
  setup(build) {
    build.onResolve({ filter: /^preact(\/hooks)?$/ }, () => ({ path: "loan", namespace: "preact-loan" }));
    build.onLoad({ filter: /./, namespace: "preact-loan" }, () => ({ contents: LOAN }));
  },
};
