import { OwnDeeds } from "./deeds";
import { Lookup } from "./lookup";
import { Rating } from "./rating";
import { Talk } from "./talk";

/** What a reporter does with a report of theirs. */
const own = { OwnDeeds, Lookup, Rating, Talk };
export type Own = typeof own;
export default own;
