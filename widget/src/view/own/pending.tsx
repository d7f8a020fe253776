import failed from "icon:circle-alert";
import waiting from "icon:clock";
import type { Item, WriteEvent } from "../../store/state";
import type { App } from "../app";
import { Copy } from "../copy";
import { Icon } from "../icon";

/** What was pressed about a report and is not confirmed yet. */
export function pendingOf({ state }: App, number: string, events: readonly WriteEvent[]): Item | undefined {
  return state.outgoing.find(
    ({ event, command }) => events.includes(event) && "number" in command && command.number === number,
  );
}

/** The true state of what was sent: on its way, kept here, or in this page only. */
export function whereabouts({ say, state }: App, { tries, arriving }: Item): string {
  const away = state.connection === "offline" || state.connection === "waiting" || tries > 0;
  if (!away || arriving) return say("form.submitting");
  return say(state.lasting ? "delivery.saved" : "delivery.waiting");
}

/** What a press has come to: where it is, or why it was refused, and its words to copy. */
export function Pending({ app, item }: { app: App; item: Item }) {
  const { say, deeds } = app;
  if (item.refused) {
    const words = wordsOf(item);
    return (
      <div class="ask" role="alert">
        <p class="fault">
          <Icon path={failed} />
          {say(`errors.codes.${item.refused.code}`) || say("delivery.refused")}
        </p>
        {words && <Copy text={words} what={words} say={say} />}
        <button type="button" class="quiet" onClick={() => deeds.discard(item)}>
          {say("close")}
        </button>
      </div>
    );
  }
  return (
    <p class="sent help" role="status">
      <Icon path={waiting} />
      {whereabouts(app, item)}
    </p>
  );
}

/** What somebody typed; it is not to be typed twice. */
function wordsOf({ command }: Item): string {
  if ("reason" in command) return command.reason;
  return ("comment" in command && command.comment) || "";
}
