import { useState } from "preact/hooks";
import type { Say } from "../words/words";
import { Text } from "./text";

const LONG = 600; // characters
const TALL = 9; // lines

/** What somebody wrote, with its links; a long one shows its beginning until one asks for the rest. */
export function Long({ words, say }: { words: string; say: Say }) {
  const [whole, setWhole] = useState(false);
  const isLong = words.length > LONG || words.split("\n").length > TALL;
  return (
    <div class="bubble">
      <p class={isLong && !whole ? "clamp" : ""}>
        <Text words={words} />
      </p>
      {isLong && (
        <button type="button" class="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? say("fold") : say("unfold")}
        </button>
      )}
    </div>
  );
}
