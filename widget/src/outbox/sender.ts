/**
 * Empty the shelf: first in, first out, one command in flight, until each has its receipt or a final answer.
 * Pure but for what it is given; the clock, chance and the waiting come from outside.
 */

import { AttachPhoto, FileReport } from "../contract.gen";
import type { Item } from "../store/state";
import { jittered } from "../transport/backoff";
import type { Deliver } from "../transport/ladder";
import type { Outcome } from "../transport/outcome";
import type { Lead } from "./leader";
import type { Shelf } from "./shelf";

export const ASKED_FOR = 10 * 60_000; // ms; a question that nobody answers does not keep a report from the desk
export const KEPT_FOR = 72 * 3600 * 1000; // ms; after that the person is told and it goes
const YEAR = 365 * 24 * 3600 * 1000; // ms; older than that is of a clock that was lost, says the server too

export interface SenderNeeds {
  shelf: Shelf;
  deliver: Deliver;
  lead: Lead;
  now(): number;
  chance(): number;
  /** Wait; a kick ends it early unless `deaf`, which is when the server named the seconds. */
  wait(ms: number, deaf: boolean): Promise<void>;
  /** A tab in the background lets another one send while it waits. */
  isHidden(): boolean;
  heard(item: Item, outcome: Outcome): void;
  expired(item: Item): void;
}

export interface Sender {
  /** Start sending unless it is under way. */
  run(): void;
  /** Finish what is in flight, then rest for good. */
  stop(): void;
}

export function makeSender(needs: SenderNeeds): Sender {
  const { shelf, deliver, lead, now, chance, wait, isHidden, heard, expired } = needs;
  let running = false;
  let asked = false;
  let failures = 0;
  let stopped = false; // for good: the widget was taken away, or the page is too old and only a reload helps

  /** Send until nothing is left; returns how long to wait outside the lead, or 0 when done. */
  async function drain(): Promise<number> {
    for (;;) {
      await tend();
      const item = nextOf(await shelf.all());
      if (!item || stopped) return 0;
      const outcome = await deliver(item, now());
      const isHere = (one: Item) => one.command.client_id === item.command.client_id;
      if (!(await shelf.all()).some(isHere)) continue; // taken off the device meanwhile: nothing of it may come back
      const pause = await settle(item, outcome);
      if (pause && isHidden()) return pause;
      if (pause) await wait(pause, outcome.kind === "later");
    }
  }

  /**
   * Let go of what is too old, sent or refused; and send what nobody answered in time as a report of its own.
   * A clock that was put right by more than a year, or put back, is told from age: its item is as old as now. One that
   * was behind by less looks like a wait of as long, and the 72 hours that were promised hold.
   */
  async function tend(): Promise<void> {
    for (const item of await shelf.all()) {
      const age = now() - item.pressedAt;
      const left = (item.refused?.until as number) - now(); // NaN where nothing is asked
      if (age < 0 || age > YEAR) await shelf.change({ ...item, pressedAt: now() });
      else if (age > KEPT_FOR) {
        await shelf.remove(item.command.client_id);
        expired(item);
      } else if (item.event === FileReport && (left <= 0 || left > ASKED_FOR)) {
        const { refused, ...kept } = item;
        await shelf.change({ ...kept, command: { ...kept.command, same_as: "none" } });
      }
    }
  }

  const refusal = ({ code, fields, twin }: Extract<Outcome, { kind: "refused" }>) =>
    twin ? { code, fields, twin, until: now() + ASKED_FOR } : { code, fields };

  /** Do what the answer asks for; returns the pause before the next try in ms. */
  async function settle(item: Item, outcome: Outcome): Promise<number> {
    const id = item.command.client_id;
    let pause = 0;
    switch (outcome.kind) {
      case "receipt":
        await shelf.remove(id);
        break;
      case "refused":
        await shelf.change({ ...item, refused: refusal(outcome) });
        break;
      case "outdated":
        stopped = true;
        break;
      case "later":
        pause = outcome.seconds * 1000 + chance() * 1000;
        break;
      case "unreachable":
        failures += 1;
        pause = jittered(failures, chance());
        break;
    }
    if (pause && item.tries === 0) await shelf.change({ ...item, tries: 1 });
    if (outcome.kind !== "unreachable") failures = 0;
    heard(item, outcome);
    return pause;
  }

  async function keepGoing(): Promise<void> {
    for (;;) {
      let pause = 0;
      await lead(async () => {
        pause = await drain();
      });
      if (pause) await wait(pause, false);
      const left = nextOf(await shelf.all());
      if (!left || stopped) return;
      if (!pause) await wait(jittered(1, chance()), false); // another tab leads: look again
    }
  }

  async function work(): Promise<void> {
    while (asked && !stopped) {
      asked = false;
      try {
        await keepGoing();
      } catch {
        asked = true; // the shelf failed (storage full, database closed under us): what waits there must not be forgotten
        failures += 1;
        await wait(jittered(failures, chance()), false);
      }
    }
    running = false;
  }

  return {
    run() {
      asked = true;
      if (running) return;
      running = true;
      void work();
    },
    stop() {
      stopped = true;
    },
  };
}

/** The first that waits; photos last, and never before the report that they belong to. */
export function nextOf(items: Item[]): Item | undefined {
  const waiting = items.filter((one) => !one.refused);
  const unsent = new Set<string>(items.map((one) => one.command.client_id));
  return (
    waiting.find((one) => one.event !== AttachPhoto) ??
    waiting.find((one) => one.event === AttachPhoto && !unsent.has(one.command.report))
  );
}
