import type { App } from "../app";
/** placeholder */
export default function Reports({ app }: { app: App }) {
  return <p class="room">{app.say("my_reports.empty")}</p>;
}
