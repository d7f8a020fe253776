import failed from "icon:circle-alert";
import waiting from "icon:clock";
import type { FileReport } from "../../contract.gen";
import { kindLabel } from "../../store/guide";
import type { ItemOf } from "../../store/state";
import type { App } from "../app";
import { Icon } from "../icon";

/** A report on its way: what is true of it, in words, until its number is here. */
export function Filing({ app, item }: { app: App; item: ItemOf<typeof FileReport> }) {
  const { say, deeds, state } = app;
  const { kind, place } = item.command;
  const unreachable = state.connection === "offline" || state.connection === "waiting" || item.tries > 0;
  const away = unreachable && !item.arriving;
  const saved = state.lasting ? say("delivery.saved") : say("delivery.waiting");
  return (
    <div class={`card${item.refused ? " bad" : ""}`} role={item.refused ? "alert" : "status"}>
      <p class="status">
        <Icon path={item.refused ? failed : waiting} />
        {item.refused ? say("form.failed") : away ? saved : say("form.submitting")}
      </p>
      <p class="small muted">
        {kindLabel(state.catalogue, kind)} · {place}
      </p>
      {item.refused && (
        <>
          <p>{say(`errors.codes.${item.refused.code}`) || say("delivery.refused")}</p>
          <p class="actions">
            <button type="button" class="main" onClick={() => deeds.correct(item)}>
              {say("form.correct")}
            </button>
            <button type="button" class="quiet" onClick={() => deeds.discard(item)}>
              {say("form.cancel")}
            </button>
          </p>
        </>
      )}
      {!item.refused && away && (
        <>
          <p>{say("delivery.report_saved")}</p>
          <p class="small">{say("delivery.mobile_hint")}</p>
        </>
      )}
    </div>
  );
}
