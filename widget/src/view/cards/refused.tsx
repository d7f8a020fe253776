import failed from "icon:circle-alert";
import { SendMessage } from "../../contract.gen";
import type { Item } from "../../store/state";
import type { App } from "../app";
import { Copy } from "../copy";
import { Icon } from "../icon";
import { refusalWords } from "../labels";

/** What the server will not take: why, and the text to copy. */
export function Refused({ app, item }: { app: App; item: Item }) {
  const { say, deeds } = app;
  const text = item.event === SendMessage ? item.command.text : "";
  return (
    <div class="under bad" role="alert">
      <p>
        <Icon path={failed} />
        {refusalWords(say, item.refused?.code ?? "")}
      </p>
      {text && <Copy text={text} what={text} say={say} />}
      <button type="button" class="quiet" onClick={() => deeds.discard(item)}>
        {say("close")}
      </button>
    </div>
  );
}
