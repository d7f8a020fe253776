import sent from "icon:check";
import read from "icon:check-check";
import done from "icon:circle-check";
import whatsapp from "icon:message-circle";
import { kindLabel } from "../../store/guide";
import type { App } from "../app";
import { Copy } from "../copy";
import { toDesk } from "../desk-link";
import { Icon } from "../icon";
import { Qr } from "./qr";

/** The receipt: number, code, what happens next, and the staff's wish, on to WhatsApp. */
export function ReceiptCard({ app, number }: { app: App; number: string }) {
  const { state, say, deeds, desk } = app;
  const report = state.reports.find((one) => one.number === number);
  const text =
    report &&
    say("contact.draft_filed", { opd: report.agency, number, kind: kindLabel(state.catalogue, report.kind) });
  return (
    <div class="card receipt">
      <p class="status resolved">
        <Icon path={done} />
        {say("ack.title")}
      </p>
      <dl>
        <dt>{say("ack.number")}</dt>
        <dd>
          <b class="number">{number}</b>
          <Copy text={number} what={number} say={say} />
        </dd>
        {report && (
          <>
            <dt>{say("ack.code")}</dt>
            <dd>
              <b>{report.code}</b>
              <Copy text={report.code} what={report.code} say={say} />
            </dd>
          </>
        )}
      </dl>
      {report && <Qr app={app} link={report.link} />}
      <p>{say("ack.next")}</p>
      <p class="sent small muted">
        <Icon path={report?.seen_by_staff ? read : sent} />
        {report?.seen_by_staff ? say("delivery.read") : say("delivery.sent")}
      </p>
      <p class="actions">
        <button type="button" class="main" onClick={() => deeds.goTo("reports", number)}>
          {say("my_reports.timeline")}
        </button>
        {desk.whatsapp && text && (
          <a class="main plain" href={toDesk(desk.whatsapp, text)} target="_blank" rel="noopener noreferrer">
            <Icon path={whatsapp} />
            {say("contact.continue_whatsapp")}
          </a>
        )}
      </p>
    </div>
  );
}
