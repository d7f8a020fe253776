import camera from "icon:camera";
import failed from "icon:circle-alert";
import image from "icon:image-plus";
import cross from "icon:x";
import { useRef, useState } from "preact/hooks";
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
  add(photo: Photo): void;
  remove?(id: string): void;
}

/** Take or choose up to three photos; what is no photo says why, and those that are stay. */
export function Picker({ app, photos, already = 0, fault, add, remove }: PickerProps) {
  const { say } = app;
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(0);
  const code = wrong || fault;
  const room = useRef(0);
  room.current = MOST - already - photos.length;
  const take = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ""; // the same file can be chosen again
    let why = "";
    setBusy((many) => many + 1);
    for (const file of files) {
      try {
        const data = await shrink(file);
        // others may have come or gone meanwhile
        if (room.current < 1) {
          why = "too_many";
          break;
        }
        room.current -= 1;
        add({ id: mintId(), data });
      } catch (refusal) {
        why = typeof refusal === "string" ? refusal : "damaged";
      }
    }
    setBusy((many) => many - 1);
    setWrong(why);
  };
  const way = (icon: string, words: string, more: object) => (
    <label class="quiet file">
      <input type="file" accept="image/*" onChange={take} aria-describedby="h-photo" {...more} />
      <Icon path={icon} />
      {words}
    </label>
  );
  return (
    <div class="photos" aria-busy={busy > 0}>
      {photos.length > 0 && (
        <ul class="thumbs">
          {photos.map(({ id, data }, place) => (
            <li key={id}>
              <Picture app={app} source={{ data }} label={say("photo.one", { count: place + 1 })} />
              <button
                type="button"
                class="round"
                aria-label={say("photo.remove", { count: place + 1 })}
                onClick={() => remove?.(id)}
              >
                <Icon path={cross} />
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
        {busy > 0 && say("photo.preparing")}
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
