const LEAST = 1_000;
const MOST = 60_000;

/** Wait between 1 s and, doubling with every failure, at most 60 s: full jitter. `chance` is in [0, 1). */
export function jittered(failures: number, chance: number): number {
  const ceiling = Math.min(MOST, LEAST * 2 ** Math.min(failures, 10));
  return Math.round(LEAST + chance * (ceiling - LEAST));
}
