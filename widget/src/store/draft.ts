import { FileReport } from "../contract.gen";
import { kindLabel, questionCard } from "./guide";
import type { Draft, Known, State } from "./state";

export interface Prefill {
  kind: string | null;
  question: string | null;
  description: string;
}

/** Open the form: what the chat knows is filled in, what was typed before is kept. */
export function draftFor(state: State, { kind, question, description }: Prefill): Draft {
  const known = questionCard(state.catalogue, question ?? "")?.label ?? "";
  const suggested = description || known;
  const old = state.draft;
  if (!old) {
    return {
      name: "",
      agency: state.site?.agency?.slug ?? null,
      unit: null,
      place: "",
      impact: "",
      whatsapp: "",
      when: "now",
      picked: "",
      wa_consent: false,
      errors: {},
      photos: [],
      ...state.known,
      kind: kind ?? state.known.kind ?? "",
      question,
      description: suggested || (state.known.description ?? ""),
    };
  }
  const untouched =
    !old.description || old.description === questionCard(state.catalogue, old.question ?? "")?.label;
  return {
    ...old,
    errors: {},
    kind: kind ?? old.kind,
    question: question ?? (kind && kind !== old.kind ? null : old.question),
    description: untouched && suggested ? suggested : old.description,
  };
}

const KNOWABLE = ["name", "agency", "unit", "place", "kind", "description", "impact", "whatsapp"] as const;

/** Take from a page only what the form has, and only text. */
export function knownOf(fields: object): Known {
  const given = Object.entries(fields ?? {}).filter(
    ([name, value]) => KNOWABLE.includes(name as (typeof KNOWABLE)[number]) && typeof value === "string" && value,
  );
  return Object.fromEntries(given);
}

/** Where the person works, as they would say it. */
export function unitOf(state: State, draft: { agency: string | null; unit?: string | null }): string {
  if (draft.unit) return draft.unit;
  const listed = state.agencies?.agencies.find((one) => one.slug === draft.agency);
  return listed?.name ?? state.site?.agency?.name ?? "";
}

/** What the desk should read first when the report itself could not be sent. */
export function unsentFacts(state: State): { name: string; opd: string; kind: string; place: string } | null {
  const waiting = state.outgoing.find((item) => item.event === FileReport);
  const typed = state.draft ?? (waiting?.event === FileReport ? waiting.command : null);
  if (!typed?.name) return null;
  return {
    name: typed.name,
    opd: unitOf(state, typed),
    kind: kindLabel(state.catalogue, typed.kind),
    place: typed.place,
  };
}
