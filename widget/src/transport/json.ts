/** A replacer that writes what is there: old libraries put a `toJSON` on arrays, which turns each into a string. */
export function asItIs(this: Record<string, unknown>, key: string): unknown {
  return this[key];
}
