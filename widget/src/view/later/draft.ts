import { unitOf, unsentFacts } from "../../store/draft";
import { clock } from "../../words/time";
import type { App } from "../app";

/** What WhatsApp opens with. When the report could not be sent, the desk reads it here instead. */
export function draft({ state, say }: App): string {
  const unsent = state.connection === "live" || state.connection === "slow" ? null : unsentFacts(state);
  if (!unsent) return say("contact.draft", { opd: unitOf(state, { agency: null }) || location.hostname });
  return say("contact.draft_unsent", { ...unsent, time: clock(new Date().toISOString(), state.locale) });
}
