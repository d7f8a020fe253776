import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../../store/state";
import type { App } from "../app";
import { isFocusTaken } from "../focus";
import { Agency } from "./agency";
import { check, FIELDS } from "./check";
import { Choices } from "./choices";
import { faultWords } from "./errors";
import { described, Field } from "./field";
import { forgetDraft, keepDraft, keptDraft } from "./keep";
import { measured } from "./measured";
import { groupWhileTyping } from "./number";
import { PrivacyNotice } from "./privacy";
import { occurredAt } from "./when";
import { WhenField } from "./when-field";

/** The report form: one column, what is known filled in, errors beside their fields and in one summary. */
export default function FormScreen({ app }: { app: App }) {
  const { state, say, deeds } = app;
  const { draft } = state;
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves on entering and on each try, not on typing
  useEffect(() => {
    if (attempt === 0 && isFocusTaken()) return; // what came back to be corrected came by itself
    if (draft && Object.keys(draft.errors).length > 0) summary.current?.focus();
    else form.current?.querySelector("h3")?.focus();
  }, [attempt]);
  const [restored, setRestored] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on entering
  useEffect(() => {
    void app.rooms.fetch("photos");
    const kept = draft && !draft.corrects && isUntouched(draft) ? keptDraft(app.name) : null;
    if (!draft || !kept) return;
    const topic = draft.kind ? { kind: draft.kind, question: draft.question } : {};
    const description = draft.description || kept.description || "";
    setRestored(true);
    // Not within the effect: drawing again there would run it again.
    queueMicrotask(() => deeds.edit({ ...draft, ...kept, ...topic, description }));
  }, []);
  const latest = useRef(draft);
  latest.current = draft;
  if (!draft) return null;
  const room = app.rooms.get("photos");

  const { errors } = draft;
  /** Change the draft; a field that is being corrected loses its error. */
  const set = (part: Partial<Draft>) => {
    const draft = latest.current;
    if (!draft) return; // it was sent while a photo was being made smaller
    const left = { ...draft.errors };
    for (const name of Object.keys(part)) delete left[name === "unit" ? "agency" : name];
    if ("when" in part || "picked" in part) delete left.occurred_at;
    const next = { ...draft, ...part, errors: left };
    latest.current = next;
    deeds.edit(next);
    if (!("photos" in part)) keepDraft(app.name, next);
  };
  const send = (event: Event) => {
    event.preventDefault();
    if (form.current?.querySelector("[aria-busy=true]")) {
      window.setTimeout(() => form.current?.requestSubmit(), 200); // the photo goes with it
      return;
    }
    const now = Date.now();
    const faults = check(draft, state.agencies, now);
    const occurred_at = occurredAt(draft.when, draft.picked, now);
    if (Object.keys(faults).length > 0 || !occurred_at || !draft.impact) {
      deeds.edit({ ...draft, errors: faults });
      setAttempt(attempt + 1);
      return;
    }
    const { name, place, kind, question, description, impact, whatsapp, wa_consent, unit } = draft;
    const agency = unit === null ? draft.agency : null;
    const filed = deeds.file({
      name,
      place,
      kind,
      question,
      description,
      impact,
      whatsapp,
      wa_consent,
      agency,
      unit: unit ?? "",
      occurred_at,
      diagnostics: measured(state.connection, navigator),
    }); // prettier-ignore
    if (!draft.aside) void filed.then(() => forgetDraft(app.name)); // the outbox keeps it now, until the receipt
  };
  const text = (name: "name" | "place" | "whatsapp", most: number, more: object = {}) => {
    const props = {
      app,
      name,
      label: say(`form.fields.${name}.label`),
      help: say(`form.fields.${name}.help`),
      fault: errors[name],
    };
    return (
      <Field {...props}>
        <input
          {...described(props)}
          {...more}
          maxLength={most}
          value={draft[name]}
          onInput={(event) =>
            set({ [name]: name === "whatsapp" ? groupWhileTyping(event) : event.currentTarget.value })
          }
        />
      </Field>
    );
  };
  const kindProps = { app, name: "kind", label: say("form.fields.kind.label"), fault: errors.kind };
  const about = {
    app,
    name: "description",
    label: say("form.fields.description.label"),
    help: say("form.fields.description.help"),
    fault: errors.description,
  }; // prettier-ignore

  return (
    <form class="room" ref={form} noValidate onSubmit={send}>
      <h3 tabIndex={-1}>{say("form.title")}</h3>
      <p class="help">{say("form.intro")}</p>
      {restored && (
        <p class="help" role="status">
          {say("form.draft_restored")}
        </p>
      )}
      <Summary app={app} errors={errors} hold={summary} />
      {text("name", 100, { autocomplete: "name" })}
      <Agency app={app} draft={draft} fault={errors.agency ?? errors.unit} set={set} />
      {text("place", 200)}
      <Field {...kindProps}>
        <select
          {...described(kindProps)}
          value={draft.kind}
          onChange={(event) => set({ kind: event.currentTarget.value, question: null })}
        >
          <option value="" disabled>
            {say("form.fields.kind.choose")}
          </option>
          {state.catalogue?.kinds.map((kind) => (
            <option key={kind.key} value={kind.key}>
              {kind.label}
            </option>
          ))}
        </select>
      </Field>
      <Field {...about}>
        <textarea
          {...described(about)}
          rows={3}
          maxLength={2000}
          value={draft.description}
          onInput={(event) => set({ description: event.currentTarget.value })}
        />
      </Field>
      <fieldset class="field">
        <legend>
          {say("photo.label")} {say("optional")}
        </legend>
        <p class="help" id="h-photo">
          {say("photo.help")}
        </p>
        {room && (
          <room.Picker
            app={app}
            photos={draft.photos}
            fault={errors.photo}
            add={(photo) => set({ photos: [...(latest.current?.photos ?? []), photo] })}
            remove={(id) => set({ photos: draft.photos.filter((one) => one.id !== id) })}
          />
        )}
      </fieldset>
      <Choices
        app={app}
        name="impact"
        label={say("form.fields.impact.label")}
        fault={errors.impact}
        value={draft.impact}
        options={(["stopped", "disturbed", "none"] as const).map((one) => [one, say(`form.impact.${one}`)])}
        set={(impact) => set({ impact })}
      />
      <WhenField app={app} draft={draft} fault={errors.occurred_at} set={set} />
      {text("whatsapp", 60, { type: "tel", inputMode: "tel", autocomplete: "tel" })}
      <PrivacyNotice app={app} draft={draft} set={set} />
      <button type="submit" class="main wide">
        {say("form.submit")}
      </button>
    </form>
  );
}

/** Nothing was typed by hand yet: what is known beforehand does not count. */
const isUntouched = ({ name, place, whatsapp }: Draft) => !name && !place && !whatsapp;

/** All errors with links to their fields, on top, read out and focused when sending failed. */
function Summary({
  app,
  errors,
  hold,
}: {
  app: App;
  errors: Record<string, string>;
  hold: preact.RefObject<HTMLDivElement | null>;
}) {
  const names = [...FIELDS, ...Object.keys(errors).filter((name) => !FIELDS.includes(name as never))];
  const wrong = names.filter((name) => errors[name]);
  if (wrong.length === 0) return null;
  const go = (name: string) => (event: Event) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLElement)
      .closest("form")
      ?.querySelector<HTMLElement>(`#f-${name}`);
    field?.focus();
    field?.scrollIntoView({ block: "center" });
  };
  return (
    <div class="summary" role="alert" tabIndex={-1} ref={hold}>
      <p>{app.say("form.errors_summary", { count: wrong.length })}</p>
      <ul>
        {wrong.map((name) => (
          <li key={name}>
            <a href={`#f-${name}`} onClick={go(name)}>
              {faultWords(app.say, name, errors[name] ?? "")}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
