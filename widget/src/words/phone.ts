/**
 * What is wrong with a WhatsApp number, by the server's codes (server/domain/whatsapp.py, which has the last word).
 * Empty when it may be right. Nothing is guessed: a letter among the digits is refused, not repaired.
 */
export type NumberFault =
  | ""
  | "required"
  | "invalid"
  | "short"
  | "long"
  | "landline"
  | "foreign"
  | "multiple";

const LABEL =
  /^(?:[\s.:/]*(?:nomor|nomer|no|whatsapp|wa|handphone|hp|telepon|telp|tlp|tel|phone)\b)+[\s.:]*/i;

export function numberFault(typed: string): NumberFault {
  const text = plain(typed);
  if (!text) return "required";
  if (/wa\.me\/|whatsapp\.com\//i.test(text)) return ""; // a pasted link: the server reads it
  const bare = text.replace(LABEL, "");
  const numbers = bare.split(/[/,;|&\n]|\s(?:dan|atau|and|or)\s/i).filter((part) => /\d/.test(part));
  if (numbers.length > 1) return "multiple";
  if (numbers.length === 0 || /\p{L}/u.test(bare)) return "invalid";
  return nationalFault(bare.replace(/\D/g, ""), /^[\s(]*\+/.test(bare));
}

/** Fold other digits to ASCII; drop the invisible marks that numbers copied from WhatsApp carry. */
const plain = (typed: string) =>
  typed
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim();

function nationalFault(digits: string, plus: boolean): NumberFault {
  const international = plus || digits.startsWith("00");
  const whole = digits.replace(/^00/, "");
  const isOurs = whole.startsWith("62");
  if (international && !isOurs && !whole.startsWith("0")) return "foreign";
  const national = isOurs ? whole.slice(2).replace(/^0+/, "") : whole.replace(/^0/, "");
  if (/^8[1-35-9]\d{7,10}$/.test(national)) return "";
  if (/^[2-79]\d{6,10}$/.test(national)) return "landline";
  if (!national.startsWith("8")) return "invalid";
  if (national.length < 9) return "short";
  return national.length > 12 ? "long" : "invalid";
}
