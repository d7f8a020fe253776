import { useEffect } from "preact/hooks";
import type { App } from "../app";

/** The link of a report for the phone of whoever sits at this computer; on a phone it would be of no use. */
export function Qr({ app, link }: { app: App; link: string }) {
  const { rooms, say } = app;
  useEffect(() => {
    if (matchMedia("(min-width: 480px)").matches) void rooms.fetch("qr");
  }, [rooms]);
  const drawn = rooms.get("qr")?.(link);
  if (!drawn) return null;
  return (
    <div class="qr">
      <svg viewBox={`0 0 ${drawn.side} ${drawn.side}`} role="img" aria-label={say("ack.track")}>
        <path d={drawn.path} />
      </svg>
      <p class="small">{say("ack.keep")}</p>
    </div>
  );
}
