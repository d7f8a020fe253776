/** One command, one try: by socket when it is there, else by POST. Doing both is harmless: the client id is the same. */

import { FileReport } from "../contract.gen";
import type { Item } from "../store/state";
import { type Outcome, outcomeOf } from "./outcome";
import type { Post } from "./post";
import type { Socket } from "./socket";

const SOCKET_MS = 8_000;
const POST_MS = 10_000;
const PHOTO_MS = 120_000; // as long as the server waits for one
const AT_ONCE = 15_000; // ms after the press in which a command still counts as sent at once

export type Deliver = (item: Item, now: number) => Promise<Outcome>;

/** `token` says who this device is: what was asked as one is not asked as another, when somebody clears the device. */
export function makeLadder(socket: Socket, post: Post, token: () => string): Deliver {
  return async (item, now) => {
    const asker = token();
    const command = asSent(item, now);
    const clientId = item.command.client_id;
    if (socket.isConnected() && !item.photo) {
      const outcome = outcomeOf(await socket.ask(item.event, command, SOCKET_MS), clientId);
      if (outcome.kind !== "unreachable" || token() !== asker) return outcome;
    }
    const again = asSent({ ...item, tries: item.tries + 1 }, now);
    const ms = item.photo ? PHOTO_MS : POST_MS;
    return outcomeOf(await post(item.event, again, ms, undefined, item.photo), clientId);
  };
}

/** A report that waited says since when; the server never refuses it for its age. */
export function asSent(item: Item, now: number): object {
  if (item.event !== FileReport) return item.command;
  const waited = item.tries > 0 || now - item.pressedAt > AT_ONCE;
  return { ...item.command, queued_at: waited ? new Date(item.pressedAt).toISOString() : null };
}
