import { AttachPhoto, FileReport } from "../../contract.gen";
import type { Draft, Item, ItemOf, Photo } from "../../store/state";
import type { App } from "../app";
import { inWib } from "../form/when";

type Part = Pick<App, "deeds" | "state">;

/** A report came back: if its person can mend it and does nothing else, the form opens. */
export function cameBack(app: Part, item: Item): void {
  const { screen, draft } = app.state;
  const fixable = item.event === FileReport && item.refused && Object.keys(item.refused.fields).length > 0;
  if (fixable && screen === "chat" && !draft) correct(app, item);
}

/** Open the form with a refused report and what was wrong with it; a half-written one is put aside meanwhile. */
export function correct({ deeds, state }: Part, { command, refused }: ItemOf<typeof FileReport>): void {
  const { draft } = state;
  if (draft?.corrects !== command.client_id)
    deeds.edit({
      ...command,
      unit: command.unit || null,
      question: command.question ?? null,
      when: "pick",
      picked: inWib(Date.parse(command.occurred_at)),
      errors: refused?.fields ?? {},
      photos: photosOf(state.outgoing, command.client_id),
      corrects: command.client_id,
      aside: draft?.corrects ? draft.aside : (draft ?? undefined),
    } as Draft);
  deeds.goTo("form");
}

/** The photos that wait for a report. */
const photosOf = (items: Item[], report: string): Photo[] =>
  items.flatMap((item) =>
    item.event === AttachPhoto && item.command.report === report && item.photo
      ? [{ id: item.command.client_id, data: item.photo }]
      : [],
  );
