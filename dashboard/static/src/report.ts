/** The page of one report: who else looks, who is typing, which words go to whom, and the seconds of an undo. */
import { ReporterTyping, ViewersChanged } from "../../../widget/src/contract.gen";
import { refetchHere } from "./fragments";
import { formToken } from "./session";

const LOOK_AGAIN_MS = 15000;
const TYPING_AGAIN_MS = 3000;
const TYPING_SHOWN_MS = 6000;

/** Say that this page is open, as long as it is looked at. */
export function tellWhoLooks(): void {
  const report = document.body.dataset.report;
  if (!report) return;
  const address = (what: string): string => `/dashboard/reports/${report}/${what}`;
  const look = async (): Promise<void> => {
    if (document.hidden) return;
    await knock(address("look"));
    refetchHere("now");
  };
  void look();
  window.setInterval(look, LOOK_AGAIN_MS);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", () => navigator.sendBeacon(address("leave"), form()));
}

/** What the socket brings for this page alone. */
export const signs = {
  [ViewersChanged]: (notice: { report: number }): void => {
    if (isHere(notice.report)) refetchHere("now");
  },
  [ReporterTyping]: (notice: { report: number }): void => {
    if (isHere(notice.report)) showTyping();
  },
};

/** Tell the reporter, every few seconds, that a reply is being written. */
export function tellTyping(): void {
  let told = 0;
  document.addEventListener("input", (event) => {
    const address = event.target instanceof HTMLTextAreaElement && event.target.form?.dataset.typing;
    if (!address || Date.now() - told < TYPING_AGAIN_MS) return;
    told = Date.now();
    void knock(address);
  });
}

/** Two ways to write, each with its colour: one is seen by the reporter, the other never. */
export function chooseComposer(): void {
  const composer = document.querySelector<HTMLElement>(".composer");
  if (!composer) return;
  composer.classList.add("chosen");
  const choose = (which: string): void => {
    composer.classList.toggle("private", which === "private");
    for (const button of composer.querySelectorAll<HTMLElement>("[data-composes]"))
      button.setAttribute("aria-pressed", String(button.dataset.composes === which));
  };
  composer.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-composes]");
    if (!button?.dataset.composes) return;
    choose(button.dataset.composes);
    document.getElementById(button.dataset.composes)?.focus();
  });
  composer.addEventListener("focusin", (event) => {
    const { id } = event.target as HTMLElement;
    if (id === "reply" || id === "private") choose(id);
  });
  const holds = (id: string): boolean => Boolean(document.querySelector<HTMLTextAreaElement>(`#${id}`)?.value);
  if (location.hash === "#private" || (holds("private") && !holds("reply"))) choose("private");
}

/** A canned reply is put into the field, to be read and changed before it is sent. */
export function fillIn(): void {
  document.addEventListener("change", (event) => {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement) || !select.dataset.fills || !select.value) return;
    const field = document.getElementById(select.dataset.fills);
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.value = [field.value.trim(), select.value].filter(Boolean).join("\n\n");
    select.selectedIndex = 0;
    field.focus();
  });
}

/** What can be undone is offered for its seconds, and no longer. */
export function letOffersGo(): void {
  const arm = (): void => {
    for (const offer of document.querySelectorAll<HTMLElement>("[data-gone-in]")) {
      const left = Number(offer.dataset.goneIn);
      delete offer.dataset.goneIn;
      window.setTimeout(() => offer.remove(), left);
    }
  };
  arm();
  document.addEventListener("htmx:after:swap", arm);
}

function showTyping(): void {
  const sign = document.getElementById("typing-sign");
  if (!sign) return;
  sign.hidden = false;
  window.clearTimeout(Number(sign.dataset.timer));
  sign.dataset.timer = String(window.setTimeout(() => (sign.hidden = true), TYPING_SHOWN_MS));
}

const isHere = (report: number): boolean => document.body.dataset.report === String(report);

function form(): URLSearchParams {
  return new URLSearchParams({ form_token: formToken() });
}

/** Tell the server something passing; when it is away, nothing is lost. */
async function knock(address: string): Promise<void> {
  await fetch(address, { method: "POST", body: form() }).catch(() => undefined);
}
