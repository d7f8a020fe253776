/**
 * What the catalogue alone can answer: kind → questions → steps → form. The bot runs on the server; these are the same
 * lines as its table (server/domain/script.py), shown at once and replaced by the server's when they arrive, so the
 * guide works without a network.
 */

import type { Catalogue, QuestionCard } from "../contract.gen";
import type { Line } from "./state";

export function questionCard(catalogue: Catalogue | null, key: string): QuestionCard | undefined {
  for (const kind of catalogue?.kinds ?? []) {
    const found = kind.questions.find((question) => question.key === key);
    if (found) return found;
  }
  return undefined;
}

export function kindLabel(catalogue: Catalogue | null, key: string): string {
  return catalogue?.kinds.find((kind) => kind.key === key)?.label ?? key;
}

/** Answer a pressed button; nothing for one that only the server can answer. */
export function guide(choice: string, catalogue: Catalogue | null): Line[] {
  const [verb = "", target = ""] = choice.split(":");
  const kind = target.split("/")[0] ?? "";
  switch (verb) {
    case "menu":
      return [phrase("menu.prompt"), { type: "kinds" }];
    case "kind":
      return [phrase("menu.pick_question"), { type: "questions", kind }];
    case "question":
      return questionCard(catalogue, target)?.escalate
        ? [phrase("answer.escalate_to_form"), { type: "steps", question: target }, form(kind, target)]
        : [
            phrase("answer.intro"),
            { type: "steps", question: target },
            { type: "ask_solved", question: target },
          ];
    case "unsolved":
      return [phrase("answer.unsolved_to_form"), form(kind, target)];
    case "solved":
      return [phrase("answer.solved_thanks")];
    case "citizen":
      return [{ type: "citizen" }];
    case "form":
      return [form(null, null)];
    default:
      return [];
  }
}

const phrase = (key: string): Line => ({ type: "phrase", key, params: {} });
const form = (kind: string | null, question: string | null): Line => ({
  type: "form",
  kind,
  question,
  description: "",
});
