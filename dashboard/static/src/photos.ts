/** Repair photos: made small on the phone before they are sent. Without this script the file goes as it is. */
import { othersHold } from "./forms";
import { goOn } from "./kept";
import { formToken } from "./session";

const LONGEST = 1600;
const QUALITY = 0.8;

export function shrinkPhotos(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.photos === undefined) return;
    event.preventDefault();
    void send(form);
  });
}

async function send(form: HTMLFormElement): Promise<void> {
  const field = form.querySelector<HTMLInputElement>("input[type=file]");
  const button = form.querySelector("button");
  if (!field?.files?.length || button?.disabled) return;
  if (button) button.disabled = true;
  const body = new FormData(form);
  body.set("form_token", formToken());
  body.delete("photo");
  for (const file of field.files) body.append("photo", await small(file), "foto.jpg");
  try {
    const address = new URL(form.getAttribute("action") ?? "", location.href);
    const answer = await fetch(address, { method: "POST", body });
    if (answer.ok) {
      form.reset();
      return goOn(answer.url, form, form);
    }
  } catch {
    // no network: below it goes as a form, and the browser says so
  } finally {
    if (button) button.disabled = false;
  }
  if (!othersHold(form)) form.submit();
}

/** The picture with its longer side at 1,600 pixels; what this browser cannot read goes as it is, and is judged there. */
async function small(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return made ?? file;
  } catch {
    return file;
  }
}
