import type { AgencyOption } from "../../contract.gen";

/** Find OPD by name, short name or alias: every typed word must begin a word of one of them. Best first, at most `most`. */
export function findAgencies(agencies: AgencyOption[], typed: string, most = 8): AgencyOption[] {
  const wanted = words(typed);
  if (wanted.length === 0) return agencies.slice(0, most);
  const ranked = agencies.flatMap((agency) => {
    const names = [agency.short, ...agency.aliases, agency.name];
    const rank = names.findIndex((name) => {
      const has = words(name);
      return wanted.every((word) => has.some((one) => one.startsWith(word)));
    });
    return rank < 0
      ? []
      : [{ agency, rank: agency.short.toLowerCase() === typed.trim().toLowerCase() ? -1 : rank }];
  });
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ agency }) => agency);
}

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
