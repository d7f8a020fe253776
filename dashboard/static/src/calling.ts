/**
 * One tap on *Telepon*: the server notes that the number was shown, answers with it, and the call begins. The number is in
 * no address of ours. Without this script, or when the answer is another, the form shows the number to be tapped.
 */
import { othersHold } from "./forms";
import { refetchHere } from "./fragments";

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
  const number = await ask(form, address);
  form.ariaBusy = null;
  if (!number) {
    if (!othersHold(form)) form.submit();
    return;
  }
  location.assign(`tel:${number}`);
  refetchHere("task-list"); // where nothing can call, the number stands there now
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
