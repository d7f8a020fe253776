import type { Row } from "../store/rows";
import type { App } from "./app";

/** What a screen reader is told of a new line: one short sentence, never a list of buttons. */
export function spoken(line: Row["line"], { say, state }: App): string {
  switch (line.type) {
    case "text":
      return line.text;
    case "phrase":
      return say(line.key, line.params);
    case "ask_solved":
      return say("answer.ask_solved");
    case "citizen":
      return say("greeting.citizen_directions", { directions: state.site?.directions ?? "" });
    case "receipt":
      return `${say("ack.title")}. ${say("ack.number")} ${line.number}.`;
    case "status":
      return say("status.changed", { number: line.number, status: say(`status.reporter.${line.status}`) });
    default:
      return "";
  }
}
