/** What several tests are made of. */

import { type ChatMessage, Choose, FileReport, type ReportView, SendMessage } from "../src/contract.gen";
import { fallingBack } from "../src/outbox/shelf";
import type { Item, Line } from "../src/store/state";

/** A shelf of a browser that refuses to store. */
export const memoryShelf = () => fallingBack(null, () => {});

export const ids = [1, 2, 3, 4, 5, 6].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
export const idOf = (n: number): string => ids[n - 1] as string;

export const message = (seq: number, line: Line, client_id: string | null = null): ChatMessage => ({
  seq,
  line,
  client_id,
  author: client_id ? "visitor" : "bot",
  at: "2026-11-25T03:00:00Z",
  number: null,
}); // prettier-ignore

export const text = (words: string): Line => ({ type: "text", text: words });

export const pressed = (n: number, choice = "menu"): Item => ({
  event: Choose,
  command: { client_id: idOf(n), choice, label: choice },
  pressedAt: 1_000,
  tries: 0,
}); // prettier-ignore

export const typed = (n: number, words: string): Item => ({
  event: SendMessage,
  command: { client_id: idOf(n), text: words },
  pressedAt: 1_000,
  tries: 0,
}); // prettier-ignore

export const filed = (n: number): Item => ({
  event: FileReport,
  command: {
    client_id: idOf(n),
    name: "Rani Contoh",
    agency: "dinsos",
    unit: "",
    place: "Lantai 2",
    kind: "wifi",
    question: null,
    description: "Wi-Fi mati sejak pagi",
    impact: "none",
    whatsapp: "0812-0000-1234",
    occurred_at: "2026-11-25T01:00:00Z",
    queued_at: null,
    tried: [],
    notice_version: "1.0",
    wa_consent: false,
    catalogue_revision: 1,
  },
  pressedAt: 1_000,
  tries: 0,
}); // prettier-ignore

export const report = (number: string, status: ReportView["status"] = "new"): ReportView => ({
  number,
  status,
  code: "K7QF-2M9D",
  link: "https://sigap.test/l/x",
  agency: "Dinas Sosial",
  place: "Lantai 2",
  kind: "wifi",
  question: null,
  filed_at: "2026-11-25T03:00:00Z",
  seen_by_staff: false,
  timeline: [],
  photos: [],
  can: [],
  rating: null,
}); // prettier-ignore

export const catalogue = {
  revision: 1,
  locale: "id" as const,
  kinds: [
    {
      key: "wifi",
      icon: "wifi",
      label: "Wi-Fi bermasalah",
      hint: "",
      questions: [
        { key: "wifi/lemah", label: "Sinyal lemah", steps: ["Mendekat", "Mulai ulang"], escalate: false },
        { key: "wifi/hangus", label: "Bau hangus", steps: ["Menjauh"], escalate: true },
      ],
    },
  ],
}; // prettier-ignore
