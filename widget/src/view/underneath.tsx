import failed from "icon:circle-alert";
import waiting from "icon:clock";
import { SendMessage } from "../contract.gen";
import type { Row } from "../store/rows";
import type { App } from "./app";
import { Copy } from "./copy";
import { Icon } from "./icon";
import { refusalWords } from "./labels";

/** The true state of what one sent, under its bubble; nothing when all is well. */
export function Underneath({ app, row }: { app: App; row: Row }) {
  const { say, deeds, state } = app;
  const item = row.pending;
  if (!item || row.line.type === "filing") return null;
  if (item.refused) {
    const text = item.event === SendMessage ? item.command.text : "";
    return (
      <div class="under bad" role="alert">
        <p>
          <Icon path={failed} />
          {refusalWords(say, item.refused.code)}
        </p>
        {text && <Copy text={text} what={text} say={say} />}
        <button type="button" class="quiet" onClick={() => deeds.discard(item)}>
          {say("close")}
        </button>
      </div>
    );
  }
  if (state.connection === "live" || item.arriving) return null;
  return (
    <p class="under">
      <Icon path={waiting} />
      {state.lasting ? say("delivery.saved") : say("delivery.waiting")}
    </p>
  );
}
