/**
 * Repair photos: made small on the phone before they are sent, and chosen until they have arrived. Without this script the
 * file goes as it is.
 */
import { goOn } from "./kept";
import { post, say, sayWhyNot } from "./posting";
import { formToken, sessionOver } from "./session";

const LONGEST = 1600;
const QUALITY = 0.8;
const PATIENCE_MS = 120000; // three photos over a slow line

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
  say(form, "");
  const body = new FormData(form);
  body.set("form_token", formToken());
  body.delete("photo");
  for (const file of field.files) body.append("photo", await small(file), "foto.jpg");
  const answer = await post(form, body, PATIENCE_MS);
  if (button) button.disabled = false;
  if (answer.is === "ended") return sessionOver();
  if (answer.is !== "done") return sayWhyNot(form, answer);
  form.reset();
  goOn(answer.to, form, form);
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
