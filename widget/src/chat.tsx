/** The chat: joins its rooms (transport, store, outbox, words, view) and takes the loader's hands over. */

import { render } from "preact";
import { FileReport, type Passport, PROTOCOL, type SiteInfo, StaffTyping } from "./contract.gen";
import { makeDeeds } from "./deeds";
import { openIdentity } from "./identity";
import { makeLists } from "./lists";
import type { Locale, Opening, WidgetEvent } from "./options";
import { openOutbox } from "./outbox/outbox";
import { makeRooms } from "./rooms";
import { freshState } from "./store/state";
import { makeStore } from "./store/store";
import { lazySocket } from "./transport/doorbell";
import { makeFollower } from "./transport/follow";
import { makeLadder } from "./transport/ladder";
import { makePost } from "./transport/post";
import { Launcher } from "./view/launcher";
import { Panel } from "./view/panel";
import { dressRoot } from "./view/sheets";
import { whenIdle, wireEvents } from "./wiring";
import { makeSpeech } from "./words/words";

export function open(opening: Opening): void {
  const { api, data, desk, frame, button, load, wanted } = opening;
  const base = desk.url;
  const opd = data.opd ?? "";
  const name = `sigap:${new URL(base).origin}:${data.app ?? opd}`;
  const inline = Boolean(data.target);
  const identity = openIdentity(name);
  const store = makeStore(freshState(FIRST_LOCALE));
  const speech = makeSpeech(load, FIRST_LOCALE, FIRST_WORDS);
  const lists = makeLists(base, `?opd=${opd}&color=${escape(data.color as string)}`, store);
  const emit = (event: WidgetEvent, detail?: unknown) =>
    frame.dispatchEvent(new CustomEvent(event, { detail }));

  const passport = (): Passport => ({
    protocol: PROTOCOL,
    token: identity.token(),
    site: opd,
    locale: store.state().locale,
    page: (location.origin + location.pathname).slice(0, 500),
  });
  const post = makePost(base, passport);
  const socket = lazySocket(load, base, passport, {
    connected() {
      follower.connected();
      outbox.kick();
    },
    lost: () => follower.lost(),
    refused: (code) => {
      if (code === "protocol_outdated" || code === "origin_forbidden")
        store.change({ type: "trouble", trouble: code });
      follower.lost();
    },
    notice: (type, notice) => {
      if (type === StaffTyping) rooms.get("later")?.showTyping(store, notice as StaffTyping);
      else store.change({ type, notice } as Parameters<typeof store.change>[0]);
    },
  });
  const follower = makeFollower(store, socket, post, identity.isKnown());
  const beginAnew = () => {
    store.change({ type: "forgotten" });
    follower.stop();
    follower.start();
  };
  const forget = () => {
    identity.forget();
    identity.token(); // stored before the other tabs hear of it, so that all go on with one
    beginAnew();
  };
  const ladder = makeLadder(socket, post, identity.token);
  const outbox = openOutbox({
    name,
    store,
    deliver: (item, now) => {
      if (identity.adopt(item.token)) {
        follower.stop();
        follower.start();
      }
      return ladder(item, now);
    },
    received: (item, receipt) => {
      if (receipt.reports[0] && item.event === FileReport) emit("report", receipt.reports[0].number);
    },
    refused: async (item) => {
      await rooms.fetch("cards");
      rooms.get("cards")?.cameBack({ deeds, state: store.state() }, item);
    },
    cleared: () => {
      identity.recall();
      beginAnew();
    },
  });

  const show = (shown: boolean) => {
    if (store.state().shown === shown) return;
    store.change({ type: "shown", shown });
    if (shown) follower.start();
    else {
      button.focus();
      const { reports, outgoing } = store.state();
      if (reports.length + outgoing.length === 0) follower.stop(); // nobody waits for news: spare the socket
    }
    emit(shown ? "open" : "close");
  };
  const typing = () => rooms.get("later")?.tellTyping(store, socket);
  const deeds = makeDeeds({ store, outbox, identity, speech, forget, typing, close: () => show(false) });
  const rooms = makeRooms({
    load,
    root: frame.getRootNode() as ShadowRoot,
    words: () => speech.learn(store.state().locale, true),
    arrived: () => draw(),
  });
  const mount = frame.appendChild(document.createElement("div"));
  const launcher = new Launcher(button, data.label);
  dressRoot(frame, data, inline);

  const draw = () => {
    const state = store.state();
    const { site } = state;
    const numbers = site ? { whatsapp: site.desk_whatsapp, phone: site.desk_phone } : desk;
    frame.lang = state.locale;
    launcher.show(state, speech.say);
    render(<Panel app={{ state, say: speech.say, deeds, rooms, desk: numbers, base, inline, name, passport, post }} />, mount);
  };
  store.hear(() => {
    const state = store.state();
    lists.freshen();
    if (state.screen !== "chat") void rooms.fetch(state.screen);
    if (state.reports.length > 0) void rooms.fetch("cards");
    if (state.outgoing.some((item) => item.photo) || state.reports.some((one) => one.photos.length > 0))
      void rooms.fetch("photos");
    if (state.behind) follower.catchUp();
    draw();
  });

  const ring = async () => {
    await rooms.fetch("sound");
    rooms.get("sound")?.();
  };
  const leave = api.destroy;
  const stopEvents = wireEvents({ store, follower, outbox, emit, ring });
  Object.assign(api, {
    open: () => show(true),
    close: () => show(false),
    toggle: () => show(!store.state().shown),
    setLocale: (locale: Locale) => deeds.speak(locale),
    prefill: deeds.prefill,
    destroy() {
      stopEvents();
      lists.stop();
      outbox.close();
      follower.stop();
      launcher.nameTab(0);
      render(null, mount);
      leave();
    },
  });

  opening.site.then((answer) => {
    const site = answer as SiteInfo | null;
    if (site?.allowed != null) store.change({ type: "siteKnown", site });
    else lists.askSite(); // no answer in time, or the excuse of a Sigap that has no database now
  });
  const chosen = identity.locale();
  if (chosen && chosen !== FIRST_LOCALE) deeds.speak(chosen);
  if (data.prefill) deeds.prefill(data.prefill);
  store.change({ type: "sound", sound: identity.sound() ?? "sound" in data });
  emit("ready");
  if (wanted) show(true);
  whenIdle(async () => {
    await rooms.fetch("later");
    rooms.get("later")?.begin(store, name, opd, desk, outbox.ready);
    for (const room of ["form", "cards", "reports"] as const) await rooms.fetch(room);
  });
}
