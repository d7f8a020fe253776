import type { Draft } from "../../store/state";
import type { App } from "../app";
import { Choices } from "./choices";
import { inWib, PRESETS } from "./when";

interface WhenProps {
  app: App;
  draft: Draft;
  fault: string | undefined;
  set(part: Partial<Draft>): void;
}

/** When it began: a preset is enough; a date and time in WIB for those who know. */
export function WhenField({ app, draft, fault, set }: WhenProps) {
  const { say } = app;
  return (
    <>
      <Choices
        app={app}
        name="occurred_at"
        label={say("form.fields.occurred_at.label")}
        help={say("form.fields.occurred_at.help")}
        fault={fault}
        value={draft.when}
        options={PRESETS.map((preset) => [preset, say(`form.fields.occurred_at.${preset}`)])}
        set={(when) => set({ when })}
      />
      {draft.when === "pick" && (
        <input
          class="picked"
          type="datetime-local"
          aria-label={say("form.fields.occurred_at.pick")}
          max={inWib(Date.now())}
          value={draft.picked}
          onInput={(event) => set({ picked: event.currentTarget.value })}
        />
      )}
    </>
  );
}
