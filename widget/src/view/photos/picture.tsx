import { useEffect, useRef, useState } from "preact/hooks";
import { ShowPhoto } from "../../contract.gen";
import type { App } from "../app";

type Source = { data: ArrayBuffer } | { id: number };

/** A photo on a canvas: a `blob:` address, which strict pages forbid, is never needed. */
export function Picture({ app, source, label }: { app: App; source: Source; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const what = "id" in source ? source.id : source.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a photo never changes, its source names it
  useEffect(() => {
    let gone = false;
    const draw = async () => {
      const blob = "id" in source ? await pixels(app, source.id) : new Blob([source.data]);
      const bitmap = await createImageBitmap(blob);
      const pen = canvas.current?.getContext("2d");
      if (gone || !pen || !canvas.current) return;
      canvas.current.width = bitmap.width;
      canvas.current.height = bitmap.height;
      pen.drawImage(bitmap, 0, 0);
    };
    setFailed(false);
    draw().catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
    };
  }, [what, app.state.connection === "live"]);
  return failed ? (
    <p class="help">{app.say("photo.unshown")}</p>
  ) : (
    <canvas class="photo" ref={canvas} role="img" aria-label={label} />
  );
}

const known = new Map<number, Promise<Blob>>();

/** Ask for a photo of this conversation once; a failure is asked again by whoever looks next. */
function pixels({ base, passport }: App, photo: number): Promise<Blob> {
  const asked = known.get(photo) ?? fetchPixels(`${base}api/visitor/${ShowPhoto}`, { ...passport(), command: { photo } });
  known.set(photo, asked);
  asked.catch(() => known.delete(photo));
  return asked;
}

async function fetchPixels(url: string, body: object): Promise<Blob> {
  const answer = await fetch(url, {
    method: "POST",
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.blob();
}
