import reports from "icon:clipboard-list";
import citizen from "icon:users-round";
import type { App } from "./app";
import { Kinds } from "./choices";
import { Icon } from "./icon";

/** What this device says before anybody spoke: no message of the server, so it needs no connection. */
export function Greeting({ app, old }: { app: App; old: boolean }) {
  const { state, say, deeds } = app;
  const opd = state.site?.agency?.name;
  const unit = state.site?.unit ?? "";
  return (
    <div class={`row bot${old ? " old" : ""}`}>
      <div class="bubble">
        {unit && (
          <p>{opd ? say("greeting.with_opd", { opd, unit }) : say("greeting.without_opd", { unit })}</p>
        )}
        <p class="small">{say("greeting.staff_only")}</p>
      </div>
      <p class="bubble">{say("menu.prompt")}</p>
      <Kinds app={app} />
      <div class="chips">
        {state.site?.directions !== "" && (
          <button
            type="button"
            class="chip ghost"
            onClick={() => deeds.choose("citizen", say("greeting.citizen_button"))}
          >
            <Icon path={citizen} />
            {say("greeting.citizen_button")}
          </button>
        )}
        <button type="button" class="chip ghost" onClick={() => deeds.goTo("reports")}>
          <Icon path={reports} />
          {say("menu.check_status")}
        </button>
      </div>
    </div>
  );
}
