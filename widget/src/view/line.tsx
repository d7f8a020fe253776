/** One line of the conversation, drawn; the compiler refuses a kind of line that nobody draws. */

import clipboard from "icon:clipboard-pen";
import pencil from "icon:pencil";
import type { Row } from "../store/rows";
import type { App } from "./app";
import { Kinds, Questions, Solved, Suggestions } from "./choices";
import { Icon } from "./icon";
import { labelOf } from "./labels";
import { Long } from "./long";
import { Steps } from "./steps";
import { Text } from "./text";
import { Underneath } from "./underneath";
import { When } from "./when";

interface LineProps {
  app: App;
  row: Row;
  old: boolean;
  /** The bot answered it. */
  answered: boolean;
}

export function LineView({ app, row, old, answered }: LineProps) {
  const { say } = app;
  return (
    <div class={old ? "old" : ""}>
      {row.author === "staff" && row.line.type === "text" && (
        <p class="who">
          {say("staff")} · <When app={app} at={row.at} />
        </p>
      )}
      <Body app={app} row={row} />
      {row.author === "visitor" && row.at && <Own app={app} row={row} answered={answered} />}
      {row.author === "visitor" && <Underneath app={app} row={row} />}
    </div>
  );
}

/** Under one's own words: when, and the way to change them as long as only the bot has read them. */
function Own({ app, row, answered }: { app: App; row: Row; answered: boolean }) {
  const { line, at } = row;
  if (line.type === "text" && !answered) return <p class="under"><When app={app} at={at} /></p>;
  const words = line.type === "text" ? line.text : line.type === "choice" && labelOf(line.choice, line.label, app.state, app.say);
  if (!words || !answered) return null;
  return (
    <button type="button" class="edit" aria-label={app.say("edit", { words: words.slice(0, 60) })} onClick={() => app.deeds.change(row)}>
      <Icon path={pencil} />
    </button>
  );
}

function Body({ app, row }: { app: App; row: Row }) {
  const { say, deeds, state } = app;
  const { line } = row;
  const cards = app.rooms.get("cards");
  const photos = app.rooms.get("photos");
  switch (line.type) {
    case "text":
      return <Long words={line.text} say={say} />;
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
    case "citizen": {
      const directions = state.site?.directions;
      const words = directions
        ? say("greeting.citizen_directions", { directions })
        : say("greeting.staff_only");
      return (
        <p class="bubble">
          <Text words={words} />
        </p>
      );
    }
    case "receipt":
      return cards ? (
        <cards.ReceiptCard app={app} number={line.number} />
      ) : (
        <p class="bubble">{line.number}</p>
      );
    case "photo":
      return photos ? <photos.PhotoLine app={app} row={row} /> : <p class="bubble">{say("loading")}</p>;
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
