import search from "icon:search";
import { useRef, useState } from "preact/hooks";
import { FindReport } from "../../contract.gen";
import { mintId } from "../../identity";
import { outcomeOf } from "../../transport/outcome";
import type { App } from "../app";
import { Icon } from "../icon";

const MINUTE = 60;
const FIND_MS = 15_000;

/** Open a report of another device, by its number and tracking code. Asked at once, and not kept: a code is a secret. */
export function Lookup({ app }: { app: App }) {
  const { say, deeds } = app;
  const [number, setNumber] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!number.trim() || !code.trim()) {
      setWords(say("own.find_required"));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setWords("");
    const client_id = mintId();
    const asked = { client_id, number: number.trim(), code: code.trim() };
    const outcome = outcomeOf(await app.post(FindReport, asked, FIND_MS), client_id);
    setBusy(false);
    switch (outcome.kind) {
      case "receipt":
        deeds.received(outcome.receipt);
        setNumber("");
        setCode("");
        deeds.goTo("reports", outcome.receipt.reports[0]?.number);
        break;
      case "later":
        setWords(
          outcome.seconds > 2 * MINUTE
            ? say("own.find_wait", { minutes: Math.ceil(outcome.seconds / MINUTE) })
            : say("errors.codes.too_fast", { seconds: outcome.seconds }),
        );
        break;
      case "refused":
        setWords(say("own.find_wrong"));
        field.current?.focus();
        break;
      default:
        setWords(say("own.find_offline"));
    }
  };
  return (
    <details class="report find">
      <summary>
        <span>
          <Icon path={search} />
          {say("own.find")}
        </span>
      </summary>
      <form onSubmit={send} noValidate>
        <p class="help">{say("own.find_help")}</p>
        <label for="find-number">{say("ack.number")}</label>
        <input
          id="find-number"
          ref={field}
          maxLength={60}
          autocomplete="off"
          placeholder="NET-20261125-0007"
          aria-describedby={words ? "find-wrong" : undefined}
          value={number}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
        <label for="find-code">{say("ack.code")}</label>
        <input
          id="find-code"
          maxLength={60}
          autocomplete="off"
          placeholder="K7QF-2M9D"
          aria-describedby={words ? "find-wrong" : undefined}
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        {words && (
          <p class="fault" id="find-wrong" role="alert">
            {words}
          </p>
        )}
        <p class="actions">
          <button type="submit" class="main">
            {busy ? say("loading") : say("own.find_send")}
          </button>
        </p>
      </form>
    </details>
  );
}
