/** Everything a person can do in the chat: a view only ever calls these. */

import { AttachPhoto, Choose, FileReport, type Receipt, SendMessage } from "./contract.gen";
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
  "client_id" | "tried" | "catalogue_revision" | "notice_version" | "same_as"
>;

type Send = <E extends WriteEvent>(
  event: E,
  command: Omit<ItemOf<E>["command"], "client_id">,
  photo?: ArrayBuffer,
) => string;

export interface Deeds {
  /** Keep a command, and the bytes beside it, until its receipt; returns its id. */
  send: Send;
  choose(choice: string, label: string): void;
  write(text: string): void;
  /** Not sent yet: the desk sees that somebody types. */
  typing(): void;
  openForm(prefill: Prefill): void;
  edit(draft: Draft): void;
  /** What the page knows of its visitor; what was typed goes before it. */
  prefill(fields: object): void;
  /** Resolves when it is on the shelf. */
  file(report: Report): Promise<void>;
  discard(item: Item): void;
  /** Say of a report that was asked about whether it is the same as that one. */
  answer(item: ItemOf<typeof FileReport>, same_as: string): void;
  /** Show what was asked for without the outbox. */
  received(receipt: Receipt): void;
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
  let kept: Promise<void>;
  const send: Send = (event, command, photo) => {
    const client_id = mintId();
    const item = { event, command: { ...command, client_id }, pressedAt: Date.now(), tries: 0, token: store.state().outgoing[0]?.token ?? identity.token() };
    kept = outbox.put((photo ? { ...item, photo } : item) as unknown as Item);
    return client_id;
  };
  const deeds: Deeds = {
    send,
    choose(choice, label) {
      send(Choose, { choice, label });
    },
    write(text) {
      send(SendMessage, { text });
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
      const { corrects, aside = null, photos = [] } = state.draft ?? {};
      const filed = send(FileReport, {
        ...report,
        same_as: "ask",
        tried: triedOf(rowsOf(state)),
        notice_version: state.site?.notice_version ?? "1.0",
        catalogue_revision: Math.max(0, state.revisions.catalogue),
      });
      const onShelf = kept;
      for (const { data } of photos) send(AttachPhoto, { report: filed }, data);
      if (corrects) void outbox.discard(corrects); // only now: the page may end between the two
      store.change({ type: "draft", draft: aside });
      deeds.goTo("chat");
      return onShelf;
    },
    discard(item) {
      void outbox.discard(item.command.client_id);
    },
    answer({ refused, ...item }, same_as) {
      void outbox.again({ ...item, command: { ...item.command, same_as } });
    },
    received(receipt) {
      store.change({ type: "receipted", receipt });
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
