import verified from "icon:badge-check";
import cancelled from "icon:ban";
import resolved from "icon:circle-check";
import fresh from "icon:circle-dot";
import rejected from "icon:circle-x";
import duplicate from "icon:copy";
import vendor from "icon:hourglass";
import closed from "icon:lock";
import reporter from "icon:message-circle-reply";
import working from "icon:wrench";
import type { Line, StatusName } from "../../store/state";
import { clock } from "../../words/time";
import type { Say } from "../../words/words";
import type { App } from "../app";
import { Icon } from "../icon";
import { Text } from "../text";

const ICONS: Record<StatusName, string> = {
  new: fresh,
  verified,
  in_progress: working,
  waiting_reporter: reporter,
  waiting_vendor: vendor,
  resolved,
  closed,
  rejected,
  duplicate,
  cancelled,
};

/** A status: picture, word and colour together, never colour alone. */
export function Status({ status, say }: { status: StatusName; say: Say }) {
  return (
    <span class={`status ${status}`}>
      <Icon path={ICONS[status]} />
      {say(`status.reporter.${status}`)}
    </span>
  );
}

/** The report moved: the new status and what staff wrote about it. */
export function StatusCard({
  app,
  line,
  at,
}: {
  app: App;
  line: Extract<Line, { type: "status" }>;
  at: string;
}) {
  const { say, state } = app;
  const reason = state.reports.find((one) => one.number === line.number)?.reject_reason;
  const where = state.site?.directions;
  let words = line.note || say(`status.messages.${line.status}`);
  if (line.parent) words = say("status.merged_into", { number: line.parent });
  if (line.status === "rejected" && reason) {
    words = [say(`status.reject.${reason}`), words].join(" ");
    if (reason === "out_of_scope" && where) words += ` ${say("greeting.citizen_directions", { directions: where })}`;
  }
  return (
    <div class="card">
      <Status status={line.status} say={say} />
      <p class="small muted">
        {line.number} · {clock(at, state.locale)}
      </p>
      <p>
        <Text words={words} />
      </p>
    </div>
  );
}
