/** What nobody needs in the first second: the menu, the bars that say what is wrong, the draft for WhatsApp. */
import { draft } from "./draft";
import { Menu } from "./menu";
import { Notices } from "./notices";

const later = { Menu, Notices, draft };
export type Later = typeof later;
export default later;
