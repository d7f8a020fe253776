import type { Deeds } from "../deeds";
import type { Desk } from "../options";
import type { Rooms } from "../rooms";
import type { State } from "../store/state";
import type { Say } from "../words/words";

/** What every part of the view is given. */
export interface App {
  state: State;
  say: Say;
  deeds: Deeds;
  rooms: Rooms;
  /** The desk's numbers: the server's newest, else those baked into the loader. */
  desk: Desk;
  base: string;
  /** Part of the page instead of a dialog over it. */
  inline: boolean;
}
