/**
 * What nobody needs in the first second: the menu, the bars that say what is wrong, the draft for WhatsApp, the ring for
 * Tab, the mark of what waits, the age of what was half written, what is known of the site, who is typing.
 */

import { showTyping, tellTyping } from "../../transport/signs";
import { begin } from "./begin";
import { draft } from "./draft";
import { Menu } from "./menu";
import { Notices } from "./notices";
import { keepInside } from "./trap";

const later = { Menu, Notices, begin, draft, keepInside, showTyping, tellTyping };
export type Later = typeof later;
export default later;
