import form from "icon:clipboard-pen";
import whatsapp from "icon:message-circle";
import phone from "icon:phone";
import { Choose } from "../contract.gen";
import type { App } from "./app";
import { toDesk } from "./desk-link";
import { Icon } from "./icon";

/** The straight ways, in the same place on every screen: the form, WhatsApp and the telephone. */
export function Contacts({ app }: { app: App }) {
  const { state, say, deeds, desk, rooms } = app;
  const reporting = state.outgoing.some((item) => item.event === Choose && item.command.choice === "form");
  return (
    <nav class="ways">
      {state.screen !== "form" && (
        <button
          type="button"
          onClick={() => {
            if (!reporting) deeds.choose("form", say("menu.report_now"));
            deeds.openForm({ kind: null, question: null, description: "" });
          }}
        >
          <Icon path={form} />
          {say("menu.report_now")}
        </button>
      )}
      {desk.whatsapp && (
        <a
          href={toDesk(desk.whatsapp, rooms.get("later")?.draft(app) ?? "")}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={say("contact.whatsapp_desk")}
        >
          <Icon path={whatsapp} />
          WhatsApp
        </a>
      )}
      {desk.phone && (
        <a href={`tel:${desk.phone}`} aria-label={say("contact.call_desk")}>
          <Icon path={phone} />
          {say("contact.call")}
        </a>
      )}
    </nav>
  );
}
