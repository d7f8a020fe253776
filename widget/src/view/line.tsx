/** One line of the conversation, drawn; the compiler refuses a kind of line that nobody draws. */

import clipboard from "icon:clipboard-pen";
import type { Row } from "../store/rows";
import { clock } from "../words/time";
import type { App } from "./app";
import { Kinds, Questions, Solved, Suggestions } from "./choices";
import { Icon } from "./icon";
import { labelOf } from "./labels";
import { Steps } from "./steps";
import { Text } from "./text";
import { Underneath } from "./underneath";

export function LineView({ app, row, old }: { app: App; row: Row; old: boolean }) {
  const { say, state } = app;
  return (
    <div class={old ? "old" : ""}>
      {row.author === "staff" && row.line.type === "text" && (
        <p class="who">
          {say("staff")} · {clock(row.at, state.locale)}
        </p>
      )}
      <Body app={app} row={row} />
      {row.author === "visitor" && <Underneath app={app} row={row} />}
    </div>
  );
}

function Body({ app, row }: { app: App; row: Row }) {
  const { say, deeds, state } = app;
  const { line } = row;
  const cards = app.rooms.get("cards");
  switch (line.type) {
    case "text":
      return (
        <p class="bubble">
          <Text words={line.text} />
        </p>
      );
    case "phrase": {
      const words = say(line.key, line.params);
      return words ? <p class="bubble">{words}</p> : null;
    }
    case "choice":
      return <p class="bubble">{labelOf(line.choice, line.label, state, say)}</p>;
    case "kinds":
      return <Kinds app={app} />;
    case "questions":
      return <Questions app={app} kind={line.kind} />;
    case "suggestions":
      return <Suggestions app={app} keys={line.questions} />;
    case "steps":
      return <Steps app={app} question={line.question} />;
    case "ask_solved":
      return <Solved app={app} question={line.question} />;
    case "form":
      return (
        <button type="button" class="main" onClick={() => deeds.openForm(line)}>
          <Icon path={clipboard} />
          {say("form.open")}
        </button>
      );
    case "citizen":
      return (
        <p class="bubble">
          <Text words={say("greeting.citizen_directions", { directions: state.site?.directions ?? "" })} />
        </p>
      );
    case "receipt":
      return cards ? (
        <cards.ReceiptCard app={app} number={line.number} />
      ) : (
        <p class="bubble">{line.number}</p>
      );
    case "photo":
      return <p class="bubble">{say("photo.own")}</p>;
    case "status":
      return cards ? (
        <cards.StatusCard app={app} line={line} at={row.at} />
      ) : (
        <p class="bubble">{line.number}</p>
      );
    case "filing":
      return cards ? <cards.Filing app={app} item={line.item} /> : <p class="bubble">{say("loading")}</p>;
    default:
      return undrawn(line);
  }
}

/** A newer server may say what this widget does not know: then it shows nothing, and a reload shows it. */
function undrawn(_line: never): null {
  return null;
}
