import { Filing } from "./filing";
import { ReceiptCard } from "./receipt";
import { StatusCard } from "./status";

/** What stands in the log once a report is on its way. */
const cards = { Filing, ReceiptCard, StatusCard };
export type Cards = typeof cards;
export default cards;
