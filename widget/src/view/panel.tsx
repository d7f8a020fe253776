import { useEffect, useRef } from "preact/hooks";
import type { App } from "./app";
import { Composer } from "./composer";
import { Contacts } from "./contacts";
import { focused, isFocusTaken } from "./focus";
import { Header } from "./header";
import { Log } from "./log";

/** The window: a dialog beside the page, a sheet over it on phones, or a part of the hosted page. */
export function Panel({ app }: { app: App }) {
  const { state, say, deeds, inline, rooms } = app;
  const panel = useRef<HTMLElement>(null);
  const Room = state.screen === "chat" ? undefined : rooms.get(state.screen);
  const later = rooms.get("later");
  useEffect(() => {
    // A window that the page opened by itself does not take anybody away from what they do.
    const wanted = navigator.userActivation?.hasBeenActive ?? true;
    if (state.shown && !inline && wanted && !isFocusTaken()) panel.current?.focus();
  }, [state.shown, inline]);
  // What had the focus is gone with its screen: go on at the new one.
  const before = useRef(state.screen);
  useEffect(() => {
    if (before.current === state.screen) return;
    before.current = state.screen;
    if (focused() === document.body) panel.current?.querySelector<HTMLElement>(".log, .room")?.focus();
  }, [state.screen]);
  return (
    <section
      ref={panel}
      class={`p${state.shown ? "" : " gone"}`}
      role={inline ? "region" : "dialog"}
      aria-labelledby="title"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !inline) deeds.close();
        later?.keepInside(event, event.currentTarget);
      }}
    >
      <Header app={app} />
      {later && <later.Notices app={app} />}
      {state.screen === "chat" ? (
        <Log app={app} />
      ) : Room ? (
        <Room app={app} />
      ) : (
        <div class="room muted">{say("loading")}</div>
      )}
      <Composer app={app} />
      <Contacts app={app} />
    </section>
  );
}
