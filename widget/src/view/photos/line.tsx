import failed from "icon:circle-alert";
import waiting from "icon:clock";
import type { Row } from "../../store/rows";
import type { App } from "../app";
import { faultWords } from "../form/errors";
import { Icon } from "../icon";
import { Picture } from "./picture";

/** A photo in the conversation, and what is true of it until the server has it. */
export function PhotoLine({ app, row }: { app: App; row: Row }) {
  const { say } = app;
  const item = row.pending;
  const sent = row.line.type === "photo" ? row.line.photo : 0;
  const source = item?.photo ? { data: item.photo } : { id: sent };
  return (
    <div class="bubble shot">
      <Picture app={app} source={source} label={say("photo.own")} />
      {item && <State app={app} row={row} />}
    </div>
  );
}

function State({ app, row }: { app: App; row: Row }) {
  const { say, deeds, state } = app;
  const item = row.pending;
  if (!item) return null;
  if (item.refused) {
    const code = item.refused.fields.photo;
    return (
      <div role="alert" class="small">
        <p>
          <Icon path={failed} />
          {code ? faultWords(say, "photo", code) : say(`errors.codes.${item.refused.code}`)}
        </p>
        <button type="button" class="quiet" onClick={() => deeds.discard(item)}>
          {say("close")}
        </button>
      </div>
    );
  }
  const away = state.connection === "offline" || state.connection === "waiting" || item.tries > 0;
  const saved = state.lasting ? say("photo.saved") : say("photo.waiting");
  return (
    <p class="small" role="status">
      <Icon path={waiting} />
      {away && !item.arriving ? saved : say("photo.sending")}
    </p>
  );
}
