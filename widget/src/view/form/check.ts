/** What is wrong with a draft, field by field, by the server's codes; the server checks again. Pure. */

import type { AgencyList } from "../../contract.gen";
import type { Draft } from "../../store/state";
import { numberFault } from "../../words/phone";
import { occurredAt } from "./when";

const AHEAD = 5 * 60_000;
const OLDEST = 30 * 24 * 3600_000;

/** In the order of the form, so that the summary reads from top to bottom. */
export const FIELDS = [
  "name",
  "agency",
  "place",
  "kind",
  "description",
  "impact",
  "whatsapp",
  "occurred_at",
] as const; // prettier-ignore
export type Field = (typeof FIELDS)[number];

/** Return `{field: code}`; empty when the draft can be sent. `now` is in milliseconds. */
export function check(draft: Draft, agencies: AgencyList | null, now: number): Record<string, string> {
  const faults: Record<Field, string> = {
    name: nameFault(draft.name.trim()),
    agency: agencyFault(draft, agencies),
    place: draft.place.trim() ? "" : "required",
    kind: draft.kind ? "" : "required",
    description: descriptionFault(draft.description.trim()),
    impact: draft.impact ? "" : "required",
    whatsapp: numberFault(draft.whatsapp),
    occurred_at: timeFault(occurredAt(draft.when, draft.picked, now), now),
  };
  return Object.fromEntries(Object.entries(faults).filter(([, code]) => code));
}

function nameFault(name: string): string {
  if (!name) return "required";
  return (name.match(/\p{L}/gu) ?? []).length < 2 ? "too_short" : "";
}

function agencyFault({ agency, unit }: Draft, list: AgencyList | null): string {
  if (unit !== null) return unit.trim() ? "" : "required";
  if (!agency) return "required";
  return list && !list.agencies.some((one) => one.slug === agency) ? "unknown" : "";
}

function descriptionFault(description: string): string {
  if (!description) return "required";
  return description.length < 10 ? "too_short" : "";
}

function timeFault(iso: string | null, now: number): string {
  if (!iso) return "required";
  const at = Date.parse(iso);
  if (at > now + AHEAD) return "future";
  return at < now - OLDEST ? "too_old" : "";
}
