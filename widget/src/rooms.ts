/** Rooms that are not needed to begin: fetched when the chat is idle, or at once when somebody enters. */

import { type ComponentType, Fragment, h } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Load } from "./options";
import type { App } from "./view/app";
import type { Cards } from "./view/cards/cards";
import type { qrPath } from "./view/cards/qr-path";
import { adopt } from "./view/sheets";

type Screen = ComponentType<{ app: App }>;
export interface RoomExports {
  form: Screen;
  reports: Screen;
  cards: Cards;
  qr: typeof qrPath;
}

export interface Rooms {
  /** What the room has, once it is here. */
  get<R extends keyof RoomExports>(room: R): RoomExports[R] | undefined;
  /** Fetch it with all its words. Rejects when that failed; the next call tries again. */
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

export function makeRooms({ load, root, words, arrived }: RoomNeeds): Rooms {
  const here: Partial<RoomExports> = {};
  return {
    get: (room) => here[room],
    async fetch(room) {
      if (here[room]) return;
      const [chunk] = await Promise.all([load(room), words()]);
      chunk.plug?.({ h, Fragment, useState, useEffect, useLayoutEffect, useRef });
      if (!here[room] && chunk.sheet) adopt(root, chunk.sheet);
      here[room] = chunk.default;
      arrived();
    },
  };
}
