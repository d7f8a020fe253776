/** Everything a person can do in the chat: a view only ever calls these. */

import { Choose, FileReport, SendMessage } from "./contract.gen";
import { type Identity, mintId } from "./identity";
import type { Locale } from "./options";
import type { Outbox } from "./outbox/outbox";
import { draftFor, knownOf, type Prefill } from "./store/draft";
import { questionBefore, type Row, rowsOf, topicOf, triedOf } from "./store/rows";
import type { Draft, Item, ItemOf, Screen, WriteEvent } from "./store/state";
import type { Store } from "./store/store";
import { labelOf } from "./view/labels";
import type { Speech } from "./words/words";

export type Report = Omit<
  ItemOf<typeof FileReport>["command"],
  "client_id" | "tried" | "catalogue_revision" | "notice_version"
>;

export interface Deeds {
  choose(choice: string, label: string): void;
  write(text: string): void;
  /** Not sent yet: the desk sees that somebody types. */
  typing(): void;
  openForm(prefill: Prefill): void;
  edit(draft: Draft): void;
  /** What the page knows of its visitor; what was typed goes before it. */
  prefill(fields: object): void;
  file(report: Report): void;
  /** Open the form with a refused report and what was wrong with it. */
  correct(item: ItemOf<typeof FileReport>): void;
  discard(item: Item): void;
  goTo(screen: Screen, unfolded?: string): void;
  /** Take back an answer: the question is asked again, a text stands in its field again. */
  change(row: Row): void;
  retype(text: string): void;
  switchSound(): void;
  speak(locale: Locale): void;
  clearDevice(): void;
  close(): void;
}

export interface DeedNeeds {
  store: Store;
  outbox: Outbox;
  identity: Identity;
  speech: Speech;
  /** Take the conversation off this device and begin a new one. */
  forget(): void;
  typing(): void;
  close(): void;
}

export function makeDeeds({ store, outbox, identity, speech, forget, close, typing }: DeedNeeds): Deeds {
  const send = <E extends WriteEvent>(event: E, command: ItemOf<E>["command"]) => {
    void outbox.put({ event, command, pressedAt: Date.now(), tries: 0 } as Item);
  };
  const deeds: Deeds = {
    choose(choice, label) {
      send(Choose, { client_id: mintId(), choice, label });
    },
    write(text) {
      send(SendMessage, { client_id: mintId(), text });
    },
    openForm(prefill) {
      const state = store.state();
      const topic = prefill.kind || prefill.description ? prefill : topicOf(rowsOf(state));
      store.change({ type: "draft", draft: draftFor(state, topic) });
      deeds.goTo("form");
    },
    edit(draft) {
      store.change({ type: "draft", draft });
    },
    prefill(fields) {
      store.change({ type: "prefilled", known: knownOf(fields) });
    },
    file(report) {
      const state = store.state();
      const corrected = state.draft?.corrects;
      if (corrected) void outbox.discard(corrected);
      send(FileReport, {
        ...report,
        client_id: mintId(),
        tried: triedOf(rowsOf(state)),
        notice_version: state.site?.notice_version ?? "1.0",
        catalogue_revision: Math.max(0, state.revisions.catalogue),
      });
      store.change({ type: "draft", draft: null });
      deeds.goTo("chat");
    },
    correct({ command, refused }) {
      const {
        client_id,
        name,
        agency,
        unit,
        place,
        kind,
        question,
        description,
        impact,
        whatsapp,
        wa_consent,
      } = command;
      const draft: Draft = {
        name,
        agency,
        place,
        kind,
        description,
        impact,
        whatsapp,
        wa_consent,
        unit: unit || null,
        question: question ?? null,
        when: "pick",
        picked: inWib(command.occurred_at),
        errors: refused?.fields ?? {},
        corrects: client_id,
      }; // prettier-ignore
      store.change({ type: "draft", draft });
      deeds.goTo("form");
    },
    discard(item) {
      void outbox.discard(item.command.client_id);
    },
    goTo(screen, unfolded) {
      store.change(unfolded ? { type: "screen", screen, unfolded } : { type: "screen", screen });
    },
    change({ line }) {
      if (line.type === "text") deeds.retype(line.text);
      if (line.type === "choice") {
        const choice = questionBefore(line.choice);
        deeds.choose(choice, labelOf(choice, "", store.state(), speech.say));
      }
    },
    retype(text) {
      store.change({ type: "retyped", text });
    },
    switchSound() {
      const sound = !store.state().sound;
      identity.chooseSound(sound);
      store.change({ type: "sound", sound });
    },
    async speak(locale) {
      await speech.learn(locale, true);
      speech.use(locale);
      identity.chooseLocale(locale);
      store.change({ type: "localeChosen", locale });
    },
    async clearDevice() {
      await outbox.clear(forget);
    },
    typing,
    close,
  };
  return deeds;
}

/** The value of a date field, which is in WIB. */
const inWib = (iso: string) => new Date(Date.parse(iso) + 7 * 3600 * 1000).toISOString().slice(0, 16);
