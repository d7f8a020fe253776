import done from "icon:check";
import copy from "icon:copy";
import { useState } from "preact/hooks";
import type { Say } from "../words/words";
import { Icon } from "./icon";

/** A button that copies `text`, and says that it did. */
export function Copy({ text, what, say }: { text: string; what: string; say: Say }) {
  const [copied, setCopied] = useState(false);
  const press = async (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    if (!(await writeClipboard(text, button))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  const words = copied ? say("copied") : say("copy");
  return (
    <button type="button" class="quiet" aria-label={`${words}: ${what}`} onClick={press}>
      <Icon path={copied ? done : copy} />
      {words}
    </button>
  );
}

/** Plain-http pages have no clipboard: there the old command copies a selection. */
async function writeClipboard(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    near.after(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
