import works from "icon:circle-check";
import broken from "icon:rotate-ccw";
import { useEffect, useRef, useState } from "preact/hooks";
import { CancelReport, ConfirmSolved, ReopenReport, type ReportView } from "../../contract.gen";
import type { App } from "../app";
import { Icon } from "../icon";
import { Pending, pendingOf } from "./pending";

/** *Sudah normal* or *Masih bermasalah*; or taking a report back that nobody works on yet. */
export function OwnDeeds({ app, report }: { app: App; report: ReportView }) {
  const { say, deeds } = app;
  const [asked, ask] = useState<"" | "reopen" | "cancel">("");
  const { number, can } = report;
  const pending = pendingOf(app, number, [ConfirmSolved, ReopenReport, CancelReport]);
  if (pending) return <Pending app={app} item={pending} />;
  if (can.includes("cancel")) {
    return asked === "cancel" ? (
      <div class="ask">
        <p>{say("own.cancel_sure")}</p>
        <p class="actions">
          <button type="button" class="main danger" onClick={() => deeds.send(CancelReport, { number })}>
            {say("own.cancel_yes")}
          </button>
          <button type="button" class="quiet" onClick={() => ask("")}>
            {say("own.keep")}
          </button>
        </p>
      </div>
    ) : (
      <button type="button" class="quiet" onClick={() => ask("cancel")}>
        {say("own.cancel")}
      </button>
    );
  }
  if (!can.includes("reopen") && !can.includes("confirm")) return null;
  if (asked === "reopen") return <Reason app={app} number={number} leave={() => ask("")} />;
  return (
    <div class="ask">
      {can.includes("confirm") && <p>{say("own.question")}</p>}
      <p class="actions">
        {can.includes("confirm") && (
          <button type="button" class="main" onClick={() => deeds.send(ConfirmSolved, { number })}>
            <Icon path={works} />
            {say("own.confirm")}
          </button>
        )}
        {can.includes("reopen") && (
          <button type="button" class="main plain" onClick={() => ask("reopen")}>
            <Icon path={broken} />
            {say("own.reopen")}
          </button>
        )}
      </p>
    </div>
  );
}

/** What is still wrong: without it nobody would know where to look. */
function Reason({ app, number, leave }: { app: App; number: string; leave(): void }) {
  const { say, deeds } = app;
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    if (reason.trim()) deeds.send(ReopenReport, { number, reason: reason.trim() });
    else setWrong(true);
  };
  return (
    <form class="ask" onSubmit={send} noValidate>
      <label for={`why-${number}`}>{say("own.reason")}</label>
      <textarea
        id={`why-${number}`}
        ref={field}
        rows={3}
        maxLength={2000}
        aria-invalid={wrong}
        aria-describedby={wrong ? `why-${number}-wrong` : undefined}
        value={reason}
        onInput={(event) => {
          setReason(event.currentTarget.value);
          setWrong(false);
        }}
      />
      {wrong && (
        <p class="fault" id={`why-${number}-wrong`} role="alert">
          {say("own.reason_required")}
        </p>
      )}
      <p class="actions">
        <button type="submit" class="main">
          {say("own.reopen_send")}
        </button>
        <button type="button" class="quiet" onClick={leave}>
          {say("own.keep")}
        </button>
      </p>
    </form>
  );
}
