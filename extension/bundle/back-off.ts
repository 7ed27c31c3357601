// How long to wait before trying again: longer each time, never the same for two browsers, so that a school whose server
// comes back is not met by all its devices in the same second.

const first = 1_000;
const longest = 30_000;

/** Milliseconds to wait after `failures` failures in a row (1 or more); `random` gives 0 to 1. */
export function backOff(failures: number, random: () => number): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(failures - 1, 10));
  return Math.round(ceiling * (0.5 + 0.5 * random()));
}
