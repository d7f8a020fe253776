import { useState } from "preact/hooks";
import type { Draft } from "../../store/state";
import type { App } from "../app";
import { described, Field } from "./field";
import { findAgencies } from "./search";

interface AgencyProps {
  app: App;
  draft: Draft;
  fault: string | undefined;
  set(part: Partial<Draft>): void;
}

/** The OPD: the site's own is chosen already; another is searched for; a unit that is not listed is written. */
export function Agency({ app, draft, fault, set }: AgencyProps) {
  const { say, state } = app;
  const chosen = state.agencies?.agencies.find((one) => one.slug === draft.agency) ?? siteAgency(app, draft);
  const name = "agency";
  if (draft.unit !== null) {
    const props = { app, name, label: say("form.fields.unit.label"), fault };
    return (
      <Field {...props}>
        <input
          {...described(props)}
          maxLength={150}
          autocomplete="organization"
          value={draft.unit}
          onInput={(event) => set({ unit: event.currentTarget.value })}
        />
        <button type="button" class="quiet" onClick={() => set({ unit: null })}>
          {say("form.fields.unit.from_list")}
        </button>
      </Field>
    );
  }
  if (chosen && !fault) {
    return (
      <div class="field">
        <span class="label">{say("form.fields.agency.label")}</span>
        <p class="chosen">
          <span>{chosen.name}</span>
          <button type="button" class="quiet" id="f-agency" onClick={() => set({ agency: null })}>
            {say("form.fields.agency.change")}
          </button>
        </p>
      </div>
    );
  }
  return <Search app={app} draft={draft} fault={fault} set={set} />;
}

/** Before the list is here, the site's own OPD is known from the site's card. */
function siteAgency({ state }: App, draft: Draft) {
  const own = state.site?.agency;
  return !state.agencies && own?.slug === draft.agency ? own : undefined;
}

function Search({ app, fault, set }: AgencyProps) {
  const { say, state } = app;
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = findAgencies(state.agencies?.agencies ?? [], typed);
  const props = {
    app,
    name: "agency",
    label: say("form.fields.agency.label"),
    help: say("form.fields.agency.help"),
    fault,
  };
  const choose = (slug: string | undefined) => slug && set({ agency: slug });
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setAt((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (open) choose(found[at]?.slug);
    }
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <Field {...props}>
      <input
        {...described(props)}
        role="combobox"
        autocomplete="off"
        aria-expanded={open}
        aria-controls="opd-list"
        aria-autocomplete="list"
        aria-activedescendant={open && found[at] ? `opd-${found[at].slug}` : undefined}
        value={typed}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setOpen(true);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      <div
        class="options"
        id="opd-list"
        role="listbox"
        aria-label={say("form.fields.agency.label")}
        hidden={!open}
      >
        {found.map((agency, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
          <div
            key={agency.slug}
            id={`opd-${agency.slug}`}
            role="option"
            aria-selected={place === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(agency.slug)}
          >
            <span>{agency.name}</span>
            <small>{agency.short}</small>
          </div>
        ))}
        {found.length === 0 && <div class="muted">{say("form.fields.agency.empty")}</div>}
      </div>
      {/* The list above must not close, and this button move away, between pressing and letting go. */}
      <button
        type="button"
        class="quiet"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => set({ unit: "" })}
      >
        {say("form.fields.agency.not_listed")}
      </button>
    </Field>
  );
}
