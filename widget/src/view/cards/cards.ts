import { cameBack } from "./correct";
import { Filing } from "./filing";
import { ReceiptCard } from "./receipt";
import { Refused } from "./refused";
import { StatusCard } from "./status";

/** What stands in the log once a report is on its way. */
const cards = { cameBack, Filing, ReceiptCard, Refused, StatusCard };
export type Cards = typeof cards;
export default cards;
