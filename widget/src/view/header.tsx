import back from "icon:arrow-left";
import menu from "icon:ellipsis-vertical";
import desk from "icon:headset";
import cross from "icon:x";
import { useEffect, useRef, useState } from "preact/hooks";
import type { App } from "./app";
import { Icon } from "./icon";

/** Name, state of the connection, menu and close: the same on every screen. */
export function Header({ app }: { app: App }) {
  const { state, say, deeds, rooms } = app;
  const Menu = rooms.get("later")?.Menu;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const leave = () => {
    setOpen(false);
    button.current?.focus();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen closes the menu
  useEffect(() => setOpen(false), [state.screen, state.shown]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its buttons do not use
    <header
      class="head"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation(); // the menu goes, the window stays, even before the menu has the focus
        leave();
      }}
    >
      {state.screen === "chat" ? (
        <span class="logo">
          <Icon path={desk} />
        </span>
      ) : (
        <button type="button" class="round" aria-label={say("back")} onClick={() => deeds.goTo("chat")}>
          <Icon path={back} />
        </button>
      )}
      <div class="names">
        <h2 id="title">{say("title")}</h2>
        <p class={`state ${state.connection}`} role="status">
          {stateWords(app)}
        </p>
      </div>
      <button
        type="button"
        class="round"
        ref={button}
        aria-label={say("more")}
        aria-expanded={open}
        aria-haspopup="true"
        onClick={() => {
          void rooms.fetch("later");
          setOpen(!open);
        }}
      >
        <Icon path={menu} />
      </button>
      {!app.inline && (
        <button type="button" class="round" aria-label={say("close")} onClick={deeds.close}>
          <Icon path={cross} />
        </button>
      )}
      {open && Menu && <Menu app={app} leave={leave} />}
    </header>
  );
}

function stateWords({ state, say }: App): string {
  switch (state.connection) {
    case "live":
      return say("connection.online");
    case "slow":
      return say("connection.slow");
    case "offline":
      return say("connection.offline");
    case "connecting":
    case "waiting":
      return say("connection.reconnecting");
  }
}
