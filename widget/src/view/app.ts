import type { Passport } from "../contract.gen";
import type { Deeds } from "../deeds";
import type { Desk } from "../options";
import type { Rooms } from "../rooms";
import type { State } from "../store/state";
import type { Post } from "../transport/post";
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
  /** What this site's things are called in the browser's storage. */
  name: string;
  passport(): Passport;
  /** Ask something at once, without the outbox. */
  post: Post;
  /** Part of the page instead of a dialog over it. */
  inline: boolean;
}
