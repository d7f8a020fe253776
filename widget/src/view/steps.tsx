import { useState } from "preact/hooks";
import { questionCard } from "../store/guide";
import type { App } from "./app";

/** Numbered steps that one can tick off; the number turns into a check. */
export function Steps({ app, question }: { app: App; question: string }) {
  const card = questionCard(app.state.catalogue, question);
  const [done, setDone] = useState<ReadonlySet<number>>(new Set());
  if (!card) return null;
  const toggle = (place: number) => {
    const next = new Set(done);
    if (!next.delete(place)) next.add(place);
    setDone(next);
  };
  return (
    <ol class="steps" aria-label={app.say("answer.steps_for", { title: card.label })}>
      {card.steps.map((step, place) => (
        <li key={step}>
          <label>
            <input type="checkbox" checked={done.has(place)} onChange={() => toggle(place)} />
            <b aria-hidden="true">{done.has(place) ? "✓" : place + 1}</b>
            <span>{step}</span>
          </label>
        </li>
      ))}
    </ol>
  );
}
