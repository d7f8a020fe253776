import { PhotoLine } from "./line";
import { Picker } from "./picker";
import { Picture } from "./picture";

/** Photos: chosen, shown, on their way. */
const photos = { Picker, Picture, PhotoLine };
export type Photos = typeof photos;
export default photos;
