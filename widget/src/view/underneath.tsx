import waiting from "icon:clock";
import type { Row } from "../store/rows";
import type { App } from "./app";
import { Icon } from "./icon";

/** The true state of what one sent, under its bubble; nothing when all is well. */
export function Underneath({ app, row }: { app: App; row: Row }) {
  const { say, state } = app;
  const item = row.pending;
  if (!item || row.line.type === "filing" || row.line.type === "photo") return null;
  if (item.refused) {
    const cards = app.rooms.get("cards");
    return cards ? <cards.Refused app={app} item={item} /> : null;
  }
  if ((state.connection === "live" && !item.tries) || item.arriving) return null;
  return (
    <p class="under">
      <Icon path={waiting} />
      {state.lasting ? say("delivery.saved") : say("delivery.waiting")}
    </p>
  );
}
