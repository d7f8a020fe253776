import camera from "icon:camera";
import failed from "icon:circle-alert";
import image from "icon:image-plus";
import remove from "icon:x";
import { useState } from "preact/hooks";
import { mintId } from "../../identity";
import type { Photo } from "../../store/state";
import type { App } from "../app";
import { faultWords } from "../form/errors";
import { Icon } from "../icon";
import { Picture } from "./picture";
import { shrink } from "./shrink";

const MOST = 3;

interface PickerProps {
  app: App;
  photos: Photo[];
  /** How many the report has already. */
  already?: number;
  fault?: string | undefined;
  set(photos: Photo[]): void;
}

/** Take or choose up to three photos; what is no photo says why, and those that are stay. */
export function Picker({ app, photos, already = 0, fault, set }: PickerProps) {
  const { say } = app;
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const code = wrong || fault;
  const take = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ""; // the same file can be chosen again
    const taken = [...photos];
    let why = "";
    setBusy(true);
    for (const file of files) {
      if (taken.length + already >= MOST) {
        why = "too_many";
        break;
      }
      try {
        taken.push({ id: mintId(), data: await shrink(file) });
      } catch (refusal) {
        why = typeof refusal === "string" ? refusal : "damaged";
      }
    }
    setBusy(false);
    setWrong(why);
    if (taken.length > photos.length) set(taken);
  };
  const way = (icon: string, words: string, more: object) => (
    <label class="quiet file">
      <input type="file" accept="image/*" onChange={take} aria-describedby="h-photo" {...more} />
      <Icon path={icon} />
      {words}
    </label>
  );
  return (
    <div class="photos">
      {photos.length > 0 && (
        <ul class="thumbs">
          {photos.map(({ id, data }, place) => (
            <li key={id}>
              <Picture app={app} source={{ data }} label={say("photo.one", { count: place + 1 })} />
              <button
                type="button"
                class="round"
                aria-label={say("photo.remove", { count: place + 1 })}
                onClick={() => set(photos.filter((one) => one.id !== id))}
              >
                <Icon path={remove} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {photos.length + already < MOST && (
        <p class="shots">
          {matchMedia("(pointer: coarse)").matches && way(camera, say("photo.take"), { capture: "environment" })}
          {way(image, say("photo.choose"), { multiple: true })}
        </p>
      )}
      <p role="status" class="help">
        {busy && say("photo.preparing")}
      </p>
      {code && (
        <p class="fault" role="alert">
          <Icon path={failed} />
          {faultWords(say, "photo", code)}
        </p>
      )}
    </div>
  );
}
