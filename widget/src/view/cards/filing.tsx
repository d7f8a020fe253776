import failed from "icon:circle-alert";
import asked from "icon:circle-question-mark";
import waiting from "icon:clock";
import type { FileReport } from "../../contract.gen";
import { kindLabel } from "../../store/guide";
import type { ItemOf, Twin } from "../../store/state";
import type { App } from "../app";
import { Icon } from "../icon";
import { correct } from "./correct";

/** The same OPD has just reported the same fault: never merged silently, never refused, but asked. */
function SameFault({ app, item, twin }: { app: App; item: ItemOf<typeof FileReport>; twin: Twin }) {
  const { say, deeds, state } = app;
  const time = ago(twin.filed_at, say);
  return (
    <div class="card" role="status">
      <p class="status">
        <Icon path={asked} />
        {say("twin.question")}
      </p>
      <p>{twin.own ? say("twin.own", { number: twin.number }) : say("twin.colleague", { time })}</p>
      <p class="small">
        <b>{kindLabel(state.catalogue, twin.kind)}</b> · {twin.place}
      </p>
      <p class="actions">
        <button type="button" class="main" onClick={() => deeds.answer(item, twin.number)}>
          {twin.own ? say("twin.add") : say("twin.join")}
        </button>
        <button type="button" class="main plain" onClick={() => deeds.answer(item, "none")}>
          {say("twin.separate")}
        </button>
      </p>
      <p class="small muted">
        {!twin.own && `${say("twin.join_help")} `}
        {say("twin.waiting")}
      </p>
    </div>
  );
}

const MINUTE = 60_000;

/** `12 menit lalu`: such a report is four hours old at most. */
function ago(iso: string, say: App["say"]): string {
  const minutes = Math.max(1, Math.round((Date.now() - Date.parse(iso)) / MINUTE));
  return minutes < 60
    ? say("twin.minutes", { count: minutes })
    : say("twin.hours", { count: Math.round(minutes / 60) });
}

/** A report on its way: what is true of it, in words, until its number is here. */
export function Filing({ app, item }: { app: App; item: ItemOf<typeof FileReport> }) {
  const { say, deeds, state } = app;
  const { kind, place } = item.command;
  if (item.refused?.twin) return <SameFault app={app} item={item} twin={item.refused.twin} />;
  // One at a time: what was tried in vain before it holds this one up too.
  const held = state.outgoing.some((one) => one.tries > 0 && !one.refused);
  const unreachable = state.connection === "offline" || state.connection === "waiting" || held;
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
            <button type="button" class="main" onClick={() => correct(app, item)}>
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
          <p>{say(state.lasting ? "delivery.report_saved" : "delivery.report_waits")}</p>
          <p class="small">{say("delivery.mobile_hint")}</p>
        </>
      )}
    </div>
  );
}
