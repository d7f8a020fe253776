/** What an answer means. Only `{ok: true, client_id: <mine>}` is a receipt: captive portals answer 200 with HTML. */

import type { Receipt, Refused, Synced } from "../contract.gen";
import type { Twin } from "../store/state";

export type Outcome =
  | { kind: "receipt"; receipt: Receipt }
  | { kind: "refused"; code: string; fields: Record<string, string>; twin?: Twin }
  | { kind: "later"; seconds: number; code: string }
  | { kind: "outdated" }
  | { kind: "unreachable" };

/** Not a refusal but a question: a colleague has just reported the same fault. */
export const SAME_FAULT = "same_fault";

/** This page is older than the server: keep what waits, and say so. */
const OUTDATED = new Set(["protocol_outdated", "unknown_event"]);

export function outcomeOf(answer: unknown, clientId: string): Outcome {
  if (!isObject(answer)) return { kind: "unreachable" };
  if (answer.ok === true && answer.client_id === clientId && Array.isArray(answer.messages))
    return { kind: "receipt", receipt: answer as unknown as Receipt };
  if (!isRefused(answer)) return { kind: "unreachable" };
  if (OUTDATED.has(answer.code)) return { kind: "outdated" };
  if (typeof answer.retry_after === "number")
    return { kind: "later", seconds: Math.max(1, answer.retry_after), code: answer.code };
  const refused = { kind: "refused", code: answer.code, fields: answer.fields ?? {} } as const;
  return answer.code === SAME_FAULT ? { ...refused, twin: answer.current as unknown as Twin } : refused;
}

export function syncedOf(answer: unknown): Synced | null {
  const whole =
    isObject(answer) && answer.ok === true && Array.isArray(answer.messages) && Array.isArray(answer.reports);
  return whole ? (answer as unknown as Synced) : null;
}

export function refusalOf(answer: unknown): Refused | null {
  return isObject(answer) && isRefused(answer) ? answer : null;
}

function isRefused(answer: Record<string, unknown>): answer is Record<string, unknown> & Refused {
  return answer.ok === false && typeof answer.code === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
