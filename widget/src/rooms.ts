/** Rooms that are not needed to begin: fetched when the chat is idle, or at once when somebody enters. */

import { type ComponentType, Fragment, h } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Load } from "./options";
import type { App } from "./view/app";
import type { Cards } from "./view/cards/cards";
import type { qrPath } from "./view/cards/qr-path";
import type { Later } from "./view/later/later";
import type { Own } from "./view/own/own";
import type { Photos } from "./view/photos/photos";
import { adopt } from "./view/sheets";

type Screen = ComponentType<{ app: App }>;
export interface RoomExports {
  form: Screen;
  reports: Screen;
  cards: Cards;
  later: Later;
  sound: () => void;
  own: Own;
  photos: Photos;
  qr: typeof qrPath;
}

export interface Rooms {
  /** What the room has, once it is here. */
  get<R extends keyof RoomExports>(room: R): RoomExports[R] | undefined;
  /** Fetch it with all its words, once, and again until it is here. */
  fetch(room: keyof RoomExports): Promise<void>;
}

export interface RoomNeeds {
  load: Load;
  /** Where a room's sheet goes. */
  root: ShadowRoot;
  words(): Promise<void>;
  /** A room came: draw again. */
  arrived(): void;
}

const AGAIN = 10_000;

export function makeRooms({ load, root, words, arrived }: RoomNeeds): Rooms {
  const here: Partial<RoomExports> = {};
  const coming = new Map<keyof RoomExports, Promise<void>>();

  async function bring(room: keyof RoomExports): Promise<void> {
    for (;;) {
      try {
        const [chunk] = await Promise.all([load(room), words()]);
        chunk.plug?.({ h, Fragment, useState, useEffect, useLayoutEffect, useRef });
        if (chunk.sheet) adopt(root, chunk.sheet);
        here[room] = chunk.default;
        return arrived();
      } catch {
        await new Promise((again) => setTimeout(again, AGAIN));
      }
    }
  }

  return {
    get: (room) => here[room],
    fetch(room) {
      const known = coming.get(room) ?? bring(room);
      coming.set(room, known);
      return known;
    },
  };
}
