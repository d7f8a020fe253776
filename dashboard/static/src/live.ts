/** The doorbell: when it rings, when it rang unheard, or when the line comes back, the page's fragments are fetched. */
import { io } from "socket.io-client";
import { DeskChanged, Heartbeat, SessionEnded } from "../../../widget/src/contract.gen";

const SETTLE_MS = 150;
const BAND_AFTER_MS = 1500;

export function connect(formToken: string): void {
  const socket = io("/dashboard", {
    transports: ["websocket"],
    auth: { form_token: formToken },
    reconnectionDelay: 1000,
    reconnectionDelayMax: 30000,
    randomizationFactor: 1,
  });
  let known = Number(document.body.dataset.ver);
  let lost = 0;
  let settling = 0;

  const refresh = (): void => {
    window.clearTimeout(settling);
    settling = window.setTimeout(() => document.body.dispatchEvent(new CustomEvent("desk-changed")), SETTLE_MS);
  };
  const heard = (ver: number): void => {
    if (ver <= known) return;
    known = ver;
    refresh();
  };

  socket.on("connect", () => {
    window.clearTimeout(lost);
    if (!document.getElementById("band")?.hidden) refresh();
    show(true);
  });
  socket.on("disconnect", () => {
    lost = window.setTimeout(() => show(false), BAND_AFTER_MS);
  });
  socket.on("connect_error", (error: Error) => {
    if (error.message === "not_signed_in") location.reload();
    show(false);
  });
  socket.on(DeskChanged, (notice: { ver: number }) => heard(notice.ver));
  socket.on(Heartbeat, (notice: { ver: number }) => heard(notice.ver));
  socket.on(SessionEnded, () => location.assign("/dashboard/login?ended=1"));

  // An open WebSocket keeps the page out of the back/forward cache.
  window.addEventListener("pagehide", () => socket.disconnect());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      socket.connect();
      refresh();
    }
  });
}

/** Say whether the page is live: a dot and a word, and a red band while it is not. */
function show(live: boolean): void {
  const band = document.getElementById("band");
  if (band) band.hidden = live;
  const state = document.getElementById("live-state");
  const word = state?.querySelector("span");
  if (!state || !word) return;
  state.classList.toggle("on", live);
  word.textContent = (live ? state.dataset.live : state.dataset.lost) ?? "";
}
