import type { Draft } from "../../store/state";
import type { App } from "../app";

/** The notice (the basis is the public task, so nothing to tick), and consent to WhatsApp, apart and not ticked. */
export function PrivacyNotice({
  app,
  draft,
  set,
}: {
  app: App;
  draft: Draft;
  set(part: Partial<Draft>): void;
}) {
  const { say, state, base } = app;
  return (
    <div class="privacy">
      <label class="tick">
        <input
          type="checkbox"
          checked={draft.wa_consent}
          aria-describedby="h-consent"
          onChange={(event) => set({ wa_consent: event.currentTarget.checked })}
        />
        <span>
          {say("form.fields.wa_consent.label")} {say("optional")}
        </span>
      </label>
      <p class="help" id="h-consent">
        {say("form.fields.wa_consent.help")}
      </p>
      <p class="help">
        {say("privacy.short", { months: state.site?.retention_months ?? 12 })}{" "}
        <a href={`${base}privasi?lang=${state.locale}`} target="_blank" rel="noopener noreferrer">
          {say("privacy.link")}
        </a>
      </p>
    </div>
  );
}
