import arrow from "icon:send-horizontal";
import { useEffect, useRef } from "preact/hooks";
import type { App } from "./app";
import { Icon } from "./icon";

const MOST = 2000; // letters, as the contract says

/** Where one types; grows with the text. Enter sends, Shift+Enter breaks the line. */
export function Composer({ app }: { app: App }) {
  const { state, say, deeds } = app;
  const field = useRef<HTMLTextAreaElement>(null);
  const label = state.reports.length > 0 ? say("input_filed") : say("input");
  const grow = () => {
    const area = field.current;
    if (!area) return;
    area.rows = 1;
    while (area.rows < 5 && area.scrollHeight > area.clientHeight + 1) area.rows += 1;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new text to write anew is a reason
  useEffect(() => {
    if (!state.retyped || !field.current) return;
    field.current.value = state.retyped;
    grow();
    field.current.focus();
    setTimeout(deeds.retype, 0, ""); // drawing again from within an effect would run this effect again
  }, [state.retyped]);
  const send = () => {
    const text = field.current?.value.trim();
    if (!text || !/[^\s\p{C}]/u.test(text) || !field.current) return; // a text of invisible letters is none
    deeds.write(text);
    field.current.value = "";
    grow();
  };
  return (
    <form
      class="compose"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        maxLength={MOST}
        aria-label={label}
        placeholder={label}
        onInput={() => {
          grow();
          deeds.typing();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="send" aria-label={say("send")}>
        <Icon path={arrow} />
      </button>
    </form>
  );
}
