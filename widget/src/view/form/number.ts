/** Group a mobile number while it is typed, as one reads it out: `0812-0000-1234`. */

const PLAIN = /^\+?[\d\s().-]*$/;

/** What is no plain number (a pasted link, two numbers) stays as it is: the check says what is wrong with it. */
export function grouped(typed: string): string {
  if (!PLAIN.test(typed)) return typed;
  const digits = typed.replace(/\D/g, "");
  if (digits.length > 15) return typed;
  const country = typed.startsWith("+") ? digits.slice(0, 2) : "";
  const rest = digits.slice(country.length);
  const first = country ? 3 : 4;
  const groups = [rest.slice(0, first), rest.slice(first, first + 4), rest.slice(first + 4)].filter(Boolean);
  const national = groups.join("-");
  if (!typed.startsWith("+")) return national;
  return national ? `+${country} ${national}` : `+${country}`;
}

/** Group what stands in a field, when one types at its end: a caret in the middle must not jump. */
export function groupWhileTyping(event: Event): string {
  const field = event.currentTarget as HTMLInputElement;
  const { value } = field;
  const adding = !(event as InputEvent).inputType?.startsWith("delete");
  return adding && field.selectionStart === value.length ? grouped(value) : value;
}
