import empty from "icon:clipboard-list";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ReportView } from "../../contract.gen";
import { kindLabel } from "../../store/guide";
import { moment } from "../../words/time";
import type { App } from "../app";
import { Status } from "../cards/status";
import { Copy } from "../copy";
import { Icon } from "../icon";
import { Timeline } from "./timeline";

/** The reports of this device, each unfolding into its timeline; they change while one looks. */
export default function ReportsScreen({ app }: { app: App }) {
  const { state, say, rooms } = app;
  useEffect(() => {
    void rooms.fetch("own");
  }, [rooms]);
  const own = rooms.get("own");
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.querySelector<HTMLElement>("h3")?.focus();
    box.current?.querySelector("details[open]")?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div class="room" ref={box}>
      <h3 tabIndex={-1}>{say("my_reports.title")}</h3>
      {state.reports.length === 0 && (
        <p class="nothing">
          <Icon path={empty} />
          {say("my_reports.empty")}
        </p>
      )}
      {state.reports.map((report) => (
        <Report
          key={report.number}
          app={app}
          report={report}
          open={report.number === state.unfolded || state.reports.length === 1}
        />
      ))}
      {own && <own.Lookup app={app} />}
    </div>
  );
}

function Report({ app, report, open }: { app: App; report: ReportView; open: boolean }) {
  const { state, say, rooms } = app;
  const own = rooms.get("own");
  const facts = [kindLabel(state.catalogue, report.kind), report.agency, report.place].filter(Boolean);
  return (
    <details class="report" open={open}>
      <summary>
        <b>{report.number}</b>
        <Status status={report.status} say={say} />
        <span class="help">{facts.join(" · ")}</span>
      </summary>
      <p class="help">
        {say("my_reports.filed", { time: moment(report.filed_at, state.locale) })}
        {report.seen_by_staff && ` · ${say("my_reports.seen")}`}
      </p>
      {report.merged_into && (
        <p>
          {say("status.merged_into", { number: report.merged_into.number })}{" "}
          <Status status={report.merged_into.status} say={say} />
        </p>
      )}
      <p class="code">
        <span>
          {say("ack.code")} <b>{report.code}</b>
        </span>
        <Copy text={report.code} what={report.code} say={say} />
      </p>
      {own && <own.OwnDeeds key={report.status} app={app} report={report} />}
      {own && <own.Rating app={app} report={report} />}
      <h4>{say("my_reports.timeline")}</h4>
      <Timeline app={app} report={report} />
      {own && <own.Talk app={app} report={report} />}
      <a class="track" href={report.link} target="_blank" rel="noopener noreferrer">
        {say("ack.track")}
      </a>
    </details>
  );
}
