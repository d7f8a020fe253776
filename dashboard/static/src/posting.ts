/** A form that is sent without leaving its page: nothing that is typed or chosen there is lost by an answer that fails. */

/** unreached: nobody answered, or not our server. refused: `why` is what its page says. */
export type Answer = { is: "done"; to: string } | { is: "refused"; why: string } | { is: "ended" | "unreached" };

export const MARK = "X-Sigap"; // by which an answer of ours is told from a captive portal's

/** Not by fetch: a page to read the reason from is made of text by htmx alone, and of an answer by this. */
export function post(form: HTMLFormElement, body: FormData, patienceMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", new URL(form.getAttribute("action") ?? "", location.href));
    request.responseType = "document";
    request.timeout = patienceMs;
    request.onloadend = () => resolve(read(request));
    request.send(body);
  });
}

/** Say beside the form what happened and what to do next; without words take back what was said. */
export function say(form: HTMLFormElement, words: string): void {
  const place = form.querySelector("[data-said]");
  if (place) place.textContent = words;
}

/** Say why it is not done, in the server's words or, where there are none, in the form's own. */
export function sayWhyNot(form: HTMLFormElement, answer: Answer): void {
  say(form, (answer.is === "refused" && answer.why) || form.dataset.unreached || "");
}

function read(request: XMLHttpRequest): Answer {
  if (!request.getResponseHeader(MARK)) return { is: "unreached" };
  if (new URL(request.responseURL).pathname.endsWith("/login")) return { is: "ended" };
  if (request.status < 400) return { is: "done", to: request.responseURL };
  const said = request.responseXML?.querySelector(".wrong[role=alert], .refusal p");
  return { is: "refused", why: said?.textContent?.trim() ?? "" };
}
