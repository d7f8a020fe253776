import failed from "icon:circle-alert";
import waiting from "icon:clock";
import type { Item, WriteEvent } from "../../store/state";
import type { App } from "../app";
import { Icon } from "../icon";

/** What was pressed about a report and is not confirmed yet. */
export function pendingOf({ state }: App, number: string, events: readonly WriteEvent[]): Item | undefined {
  return state.outgoing.find(
    ({ event, command }) => events.includes(event) && "number" in command && command.number === number,
  );
}

/** The true state of a press: on its way, kept here, or refused and why. */
export function Pending({ app, item }: { app: App; item: Item }) {
  const { say, deeds, state } = app;
  if (item.refused) {
    return (
      <div class="ask" role="alert">
        <p class="fault">
          <Icon path={failed} />
          {say(`errors.codes.${item.refused.code}`) || say("delivery.refused")}
        </p>
        <button type="button" class="quiet" onClick={() => deeds.discard(item)}>
          {say("close")}
        </button>
      </div>
    );
  }
  const away = state.connection === "offline" || state.connection === "waiting" || item.tries > 0;
  return (
    <p class="sent help" role="status">
      <Icon path={waiting} />
      {away && !item.arriving ? say(state.lasting ? "delivery.saved" : "delivery.waiting") : say("form.submitting")}
    </p>
  );
}
