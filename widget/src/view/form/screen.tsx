import type { App } from "../app";
/** placeholder */
export default function Form({ app }: { app: App }) {
  return <p class="room">{app.say("form.intro")}</p>;
}
