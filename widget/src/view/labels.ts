/** What a button says, in the language of now: an old one is relabelled when the language is changed. */

import { kindLabel, questionCard } from "../store/guide";
import type { State } from "../store/state";
import type { Say } from "../words/words";

/** Why something was refused. Those sentences come with the rooms; until then there is one for all. */
export const refusalWords = (say: Say, code: string): string =>
  say(["errors.codes", code].join(".")) || say("delivery.refused");

export function labelOf(choice: string, said: string, state: State, say: Say): string {
  const [verb = "", target = ""] = choice.split(":");
  switch (verb) {
    case "kind":
      return kindLabel(state.catalogue, target);
    case "question":
      return questionCard(state.catalogue, target)?.label ?? said;
    case "solved":
      return say("answer.solved_yes");
    case "unsolved":
      return say("answer.solved_no");
    case "form":
      return say("menu.report_now");
    case "menu":
      return say("menu.back_to_menu");
    case "citizen":
      return say("greeting.citizen_button");
    default:
      return said || choice;
  }
}
