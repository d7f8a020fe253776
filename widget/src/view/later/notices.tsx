import warning from "icon:triangle-alert";
import { useEffect, useState } from "preact/hooks";
import type { App } from "../app";
import { Icon } from "../icon";

/** What the person should know before going on, in one line each. */
export function Notices({ app }: { app: App }) {
  const { state, say } = app;
  const seconds = useSecondsUntil(state.heldUntil);
  const outdated = state.trouble === "protocol_outdated"; // then nothing goes before the page is another one
  const bars: [string, string | null][] = [
    ["memory", !state.lasting && !outdated ? say("delivery.memory_only") : null],
    ["held", seconds > 0 ? say(`errors.codes.${state.heldBy}`, { seconds }) : null],
    ["expired", state.expired > 0 ? say("delivery.expired", { count: state.expired }) : null],
    ["away", isAway(app) ? say("connection.offline_guide") : null],
  ];
  return (
    <div class="bars">
      {state.trouble && (
        <p class="bar" role="alert">
          <Icon path={warning} />
          {outdated ? (
            <span>
              {state.lasting ? say("errors.codes.protocol_outdated") : say("delivery.reload_loses")}{" "}
              <button type="button" class="link" onClick={() => location.reload()}>
                {say("reload")}
              </button>
            </span>
          ) : (
            <span>
              {say("connection.not_allowed")}{" "}
              <a href={`${app.base}?opd=${state.site?.site ?? ""}`} target="_blank" rel="noopener noreferrer">
                {say("connection.own_page")}
              </a>
            </span>
          )}
        </p>
      )}
      {bars.map(([name, words]) =>
        words ? (
          <p key={name} class="bar" role="status">
            <Icon path={warning} />
            <span>{words}</span>
          </p>
        ) : null,
      )}
    </div>
  );
}

const isAway = ({ state }: App) =>
  !state.trouble &&
  (state.connection === "offline" || (state.connection === "waiting" && state.outgoing.length > 0));

/** Count down to a moment, once a second while it lasts. */
function useSecondsUntil(until: number): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (secondsUntil(until) === 0) return undefined;
    const timer = setInterval(() => {
      tick((count) => count + 1);
      if (secondsUntil(until) === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return secondsUntil(until);
}

const secondsUntil = (until: number) => Math.max(0, Math.ceil((until - Date.now()) / 1000));
