import type { ReportView } from "../../contract.gen";
import { moment } from "../../words/time";
import type { App } from "../app";
import { Status } from "../cards/status";
import { Text } from "../text";

/** The unit, never the person. */
function whoOf({ say, state }: App, by: ReportView["timeline"][number]["by"]): string {
  return by === "staff" ? (state.site?.unit ?? say("staff")) : say(`my_reports.by.${by}`);
}

/** Newest first: the ring is now, the dots are done. */
export function Timeline({ app, report }: { app: App; report: ReportView }) {
  const { say, state } = app;
  const steps = [...report.timeline].reverse();
  return (
    <ol class="timeline">
      {steps.map((step, place) => (
        <li key={`${step.at}${step.event}`} aria-current={place === 0 ? "step" : undefined}>
          {step.event === "said" ? (
            <b>{say("my_reports.said")}</b>
          ) : (
            <Status status={step.status} say={say} />
          )}
          <time dateTime={step.at}>
            {moment(step.at, state.locale)} WIB · {whoOf(app, step.by)}
          </time>
          {step.note && (
            <p>
              <Text words={step.note} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
