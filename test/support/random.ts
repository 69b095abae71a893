import fc from 'fast-check';

/** Every run of the tests tries the same values, unless `SEED` chooses others. A failure prints the seed. */
export const SEED = Number(process.env.SEED ?? 20_260_131);

/** How many values a property is tried with, unless `RUNS` says otherwise. */
const RUNS = Number(process.env.RUNS ?? 1000);

fc.configureGlobal({ seed: SEED, numRuns: RUNS, includeErrorInReport: true });

/** For a property that starts a process each time: shrinking a failure would start hundreds more. */
export const SPAWNED = { numRuns: Math.ceil(RUNS / 50), endOnFailure: true };

/** Evenly spread numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed = SEED): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export { fc };
