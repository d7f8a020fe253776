import sound from "icon:bell";
import silent from "icon:bell-off";
import reports from "icon:clipboard-list";
import language from "icon:languages";
import restart from "icon:rotate-ccw";
import privacy from "icon:shield";
import clear from "icon:trash-2";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { App } from "../app";
import { Icon } from "../icon";

/** What is seldom needed. Leaving it closes it, and Esc does in the header. */
export function Menu({ app, leave }: { app: App; leave: () => void }) {
  const { state, say, deeds } = app;
  const [sure, setSure] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => list.current?.querySelector("button")?.focus(), []);
  const then = (deed: () => void) => () => {
    leave();
    deed();
  };
  const item = (path: string, words: string, deed: () => void) => (
    <li>
      <button type="button" onClick={deed}>
        <Icon path={path} />
        {words}
      </button>
    </li>
  );
  return (
    <ul
      class="menu"
      ref={list}
      onFocusOut={(event) => {
        if (event.relatedTarget && !list.current?.contains(event.relatedTarget as Node)) leave();
      }}
    >
      {item(
        reports,
        say("my_reports.title"),
        then(() => deeds.goTo("reports")),
      )}
      {item(
        restart,
        say("restart"),
        then(() => {
          deeds.goTo("chat");
          deeds.choose("menu", say("restart"));
        }),
      )}
      {item(
        language,
        say("language"),
        then(() => deeds.speak(state.locale === "id" ? "en" : "id")),
      )}
      {item(state.sound ? sound : silent, state.sound ? say("sound_on") : say("sound_off"), deeds.switchSound)}
      <li>
        <a href={`${app.base}privasi?lang=${state.locale}`} target="_blank" rel="noopener noreferrer">
          <Icon path={privacy} />
          {say("privacy.link")}
        </a>
      </li>
      {item(
        clear,
        sure ? say("privacy.clear_sure") : say("privacy.clear_device"),
        sure ? then(deeds.clearDevice) : () => setSure(true),
      )}
    </ul>
  );
}
