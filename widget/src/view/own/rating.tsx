import { useState } from "preact/hooks";
import { RateReport, type ReportView } from "../../contract.gen";
import type { App } from "../app";
import { Pending, pendingOf } from "./pending";

const STARS = [1, 2, 3, 4, 5] as const;

/** How well it was handled, 1 to 5, with a word if one likes; it can be changed. */
export function Rating({ app, report }: { app: App; report: ReportView }) {
  const { say, deeds } = app;
  const { number, rating } = report;
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [changing, setChanging] = useState(false);
  const pending = pendingOf(app, number, [RateReport]);
  if (pending) return <Pending app={app} item={pending} />;
  if (!report.can.includes("rate")) return null;
  if (rating && !changing) {
    return (
      <p class="rated">
        <span>{say("own.rated", { stars: rating })}</span>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setStars(rating);
            setChanging(true);
          }}
        >
          {say("own.rate_change")}
        </button>
      </p>
    );
  }
  const send = (event: Event) => {
    event.preventDefault();
    if (!stars) return;
    deeds.send(RateReport, { number, stars, comment: comment.trim() });
    setChanging(false);
  };
  return (
    <form class="ask" onSubmit={send}>
      <fieldset class="stars">
        <legend>{say("own.rate")}</legend>
        <div>
          {STARS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name={`stars-${number}`}
                checked={stars === one}
                aria-label={say(`own.stars.${one}`)}
                onChange={() => setStars(one)}
              />
              <span class={one <= stars ? "full" : ""}>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="M12 2l3.1 6.3 6.9 1-5 4.9 1.2 6.8-6.2-3.2L5.8 21 7 14.2 2 9.3l6.9-1z" />
                </svg>
              </span>
            </label>
          ))}
          <b>{stars > 0 && say(`own.stars.${stars}`)}</b>
        </div>
      </fieldset>
      {stars > 0 && (
        <>
          <label for={`word-${number}`}>
            {say("own.comment")} {say("optional")}
          </label>
          <textarea
            id={`word-${number}`}
            rows={2}
            maxLength={1000}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <p class="actions">
            <button type="submit" class="main">
              {say("own.rate_send")}
            </button>
          </p>
        </>
      )}
    </form>
  );
}
