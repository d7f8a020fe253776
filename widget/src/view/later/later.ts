/**
 * What nobody needs in the first second: the menu, the bars that say what is wrong, the draft for WhatsApp, the ring for
 * Tab, the mark of what waits, the age of what was half written, who is typing.
 */

import { keepMark } from "../../outbox/mark";
import { showTyping, tellTyping } from "../../transport/signs";
import { keptDraft } from "../form/keep";
import { draft } from "./draft";
import { Menu } from "./menu";
import { Notices } from "./notices";
import { keepInside } from "./trap";

const later = { Menu, Notices, draft, keepInside, keepMark, keptDraft, showTyping, tellTyping };
export type Later = typeof later;
export default later;
