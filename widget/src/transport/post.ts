/** The POST door: JSON as text/plain, the token in the body. No preflight, no cookie, no token in an address. */

import type { Passport } from "../contract.gen";
import { asItIs } from "./json";

export type Post = (
  event: string,
  command: object,
  ms: number,
  stop?: AbortSignal,
  beside?: ArrayBuffer,
) => Promise<unknown>;

/**
 * Post a command, with bytes behind a line feed; resolves with the parsed answer, or undefined for whatever is not one.
 * Never rejects.
 */
export function makePost(base: string, passport: () => Passport): Post {
  return async (event, command, ms, stop, beside) => {
    const control = new AbortController();
    const abort = () => control.abort();
    const timer = setTimeout(abort, ms);
    stop?.addEventListener("abort", abort);
    const head = JSON.stringify({ ...passport(), command }, asItIs);
    try {
      const answer = await fetch(`${base}api/visitor/${event}`, {
        method: "POST",
        body: beside ? new Blob([head, "\n", beside]) : head,
        credentials: "omit",
        cache: "no-store",
        signal: control.signal,
      });
      return await answer.json();
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
      stop?.removeEventListener("abort", abort);
    }
  };
}
