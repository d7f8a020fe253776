/** The doorbell: when it rings, when it rang unheard, or when the line comes back, fragments are fetched again. */
import { io, type Socket } from "socket.io-client";
import { DeskChanged, Heartbeat, SessionEnded } from "../../../widget/src/contract.gen";
import { refetch, tryAgainAfterFailures } from "./fragments";
import { lineIs } from "./line";

const REFUSED_AGAIN_MS = 15000;
const WITHOUT_LINE_MS = 15000;
const GROWS_OLD_MS = 60000;

export function connect(formToken: string): void {
  const socket = io("/dashboard", {
    transports: ["websocket"],
    auth: { form_token: formToken },
    reconnectionDelay: 1000,
    reconnectionDelayMax: 30000,
    randomizationFactor: 1,
  });
  const line = lineIs();
  let known = Number(document.body.dataset.ver);

  socket.on("connect", () => {
    if (line.wasLost()) refetch(["everything"]);
    line.up();
  });
  socket.on("disconnect", (reason) => {
    line.down();
    if (reason === "io server disconnect") window.setTimeout(() => socket.connect(), 1000);
  });
  socket.on("connect_error", () => {
    if (!line.wasLost()) refetch(["everything"]); // the slow way may be open: then no band is shown at all
    line.down();
    if (!socket.active) refused(socket);
  });
  socket.on(DeskChanged, (notice: { ver: number; reports: number[] }) => {
    known = Math.max(known, notice.ver);
    refetch(notice.reports);
  });
  socket.on(Heartbeat, (notice: { ver: number }) => {
    if (notice.ver > known) refetch(["everything"]);
    known = Math.max(known, notice.ver);
  });
  socket.on(SessionEnded, () => {
    const here = location.pathname + location.search;
    location.assign(`/dashboard/login?ended=1&next=${encodeURIComponent(here)}`);
  });

  document.addEventListener("htmx:after:swap", () => socket.connected || line.slow());
  document.addEventListener("htmx:error", () => socket.connected || line.down());
  tryAgainAfterFailures();
  // Slower, never wrong: WebSocket may be blocked. And `5 menit lalu` grows old by itself.
  window.setInterval(() => socket.connected || refetch(["everything"]), WITHOUT_LINE_MS);
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
 * The server let the socket not in: the session is over, or another one has begun in another tab. A reload finds out
 * which; if that was just tried, the address in the bar is not Sigap's own, and reloading for ever would not help.
 */
function refused(socket: Socket): void {
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival instanceof PerformanceNavigationTiming && arrival.type === "reload") {
    window.setTimeout(() => socket.connect(), REFUSED_AGAIN_MS);
  } else location.reload();
}
