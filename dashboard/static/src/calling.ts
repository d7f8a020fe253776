/**
 * One tap on *Telepon*: the server notes that the number was shown, answers with it, and the call begins. The number is in
 * no address of ours. Without this script, or when the answer is another, the form shows the number to be tapped.
 */
import { refetchHere } from "./fragments";
import { post, say, sayWhyNot } from "./posting";
import { sessionOver } from "./session";

const NUMBER = /^\+\d{6,15}$/;
const PATIENCE_MS = 8000;

export function callAtOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.calls) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return; // a second tap is no second look at the number
    form.ariaBusy = "true";
    void call(form, form.dataset.calls);
  });
}

async function call(form: HTMLFormElement, address: string): Promise<void> {
  say(form, "");
  const number = await ask(form, address);
  if (number) location.assign(`tel:${number}`);
  if (number) refetchHere("task-list"); // where nothing can call, the number stands there now
  else await show(form);
  form.ariaBusy = null;
}

/** Words that are begun on this page come along to the one that shows the number. */
async function show(form: HTMLFormElement): Promise<void> {
  const answer = await post(form, new FormData(form), PATIENCE_MS);
  if (answer.is === "done") location.assign(answer.to);
  else if (answer.is === "ended") sessionOver();
  else sayWhyNot(form, answer);
}

async function ask(form: HTMLFormElement, address: string): Promise<string> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  try {
    const answer = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MS) });
    const words = answer.ok ? await answer.text() : "";
    return NUMBER.test(words) ? words : "";
  } catch {
    return "";
  }
}
