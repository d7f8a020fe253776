/** What nobody needs in the first second: the menu, and the bars that say what is wrong. */
import { Menu } from "./menu";
import { Notices } from "./notices";

const later = { Menu, Notices };
export type Later = typeof later;
export default later;
