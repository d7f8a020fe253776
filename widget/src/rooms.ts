/** Rooms that are not needed to begin: fetched when the chat is idle, or at once when somebody enters. */

import { type ComponentType, Fragment, h } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Load } from "./options";
import type { App } from "./view/app";
import type { Cards } from "./view/cards/cards";

type Screen = ComponentType<{ app: App }>;
export interface RoomExports {
  form: Screen;
  reports: Screen;
  cards: Cards;
}

export interface Rooms {
  /** What the room has, once it is here. */
  get<R extends keyof RoomExports>(room: R): RoomExports[R] | undefined;
  /** Fetch it with all its words. Rejects when that failed; the next call tries again. */
  fetch(room: keyof RoomExports): Promise<void>;
}

/** `arrived` is called when a room came, so that the view is drawn again. */
export function makeRooms(load: Load, words: () => Promise<void>, arrived: () => void): Rooms {
  const here: Partial<RoomExports> = {};
  return {
    get: (room) => here[room],
    async fetch(room) {
      if (here[room]) return;
      const [chunk] = await Promise.all([load(room), words()]);
      chunk.plug({ h, Fragment, useState, useEffect, useLayoutEffect, useRef });
      here[room] = chunk.default;
      arrived();
    },
  };
}
