/** The doorbell: when it rings, when it rang unheard, or when the line comes back, fragments are fetched again. */
import { Manager, type Socket } from "socket.io-client";
import { DeskChanged, Heartbeat, SessionEnded } from "../../../widget/src/contract.gen";
import { refetch, tryAgainAfterFailures } from "./fragments";
import { lineIs } from "./line";
import { newsAt, newsUpTo } from "./news";
import { signs } from "./report";
import { ask, formToken, isOver, sessionOver, watchSession } from "./session";

const REFUSED_AGAIN_MS = 15000;
const WITHOUT_LINE_MS = 15000;
const GROWS_OLD_MS = 60000;

export function connect(): void {
  const manager = new Manager(location.origin, {
    transports: ["websocket"],
    reconnectionDelay: 1000,
    reconnectionDelayMax: 30000,
    randomizationFactor: 1,
  });
  const auth = (give: (token: object) => void): void => give({ form_token: formToken() });
  const socket = manager.socket("/dashboard", { auth });
  const line = lineIs();
  let known = Number(document.body.dataset.ver);

  socket.on("connect", () => {
    if (line.wasLost()) refetch(["everything"]);
    line.up();
  });
  socket.on("disconnect", (reason) => {
    line.down();
    if (reason === "io server disconnect" && !isOver()) window.setTimeout(() => socket.connect(), 1000);
  });
  socket.on("connect_error", () => {
    if (!line.wasLost()) refetch(["everything"]); // the slow way may be open: then no band is shown at all
    line.down();
    if (!socket.active) refused(socket);
  });
  socket.on(DeskChanged, (notice: { ver: number; reports: number[] }) => {
    known = Math.max(known, notice.ver);
    refetch(notice.reports);
    newsUpTo(notice.ver);
  });
  socket.on(Heartbeat, (notice: { ver: number }) => {
    if (notice.ver > known) refetch(["everything"]);
    known = Math.max(known, notice.ver);
    newsAt(notice.ver);
  });
  socket.on(SessionEnded, sessionOver);
  watchSession(() => socket.disconnect().connect());

  for (const [sign, hear] of Object.entries(signs)) socket.on(sign, hear);
  document.addEventListener("htmx:after:swap", () => socket.connected || line.slow());
  document.addEventListener("htmx:error", () => socket.connected || line.down());
  tryAgainAfterFailures();
  // Slower, never wrong: WebSocket may be blocked. And `5 menit lalu` grows old by itself.
  window.setInterval(() => {
    if (socket.connected) return;
    refetch(["everything"]);
    newsUpTo(Number.POSITIVE_INFINITY);
  }, WITHOUT_LINE_MS);
  window.setInterval(() => document.hidden || refetch(["everything"]), GROWS_OLD_MS);
  window.addEventListener("offline", () => line.down());
  window.addEventListener("online", () => socket.disconnect().connect());
  // An open WebSocket keeps the page out of the back/forward cache.
  window.addEventListener("pagehide", () => socket.disconnect());
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    socket.connect();
    refetch(["everything"]);
  });
}

/**
 * The server let the socket not in: the session is over, another one has begun in another tab, or the address in the bar
 * is not Sigap's own. Asking finds out which; the line is tried again in any case.
 */
function refused(socket: Socket): void {
  void ask();
  window.setTimeout(() => socket.connect(), REFUSED_AGAIN_MS);
}
