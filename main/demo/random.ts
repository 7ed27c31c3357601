/** Pseudo-random numbers that a seed repeats exactly. For made-up data only, never for secrets. */
export interface Random {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** An item with a likelihood in proportion to its weight. */
  weighted<Item>(items: readonly (readonly [weight: number, item: Item])[]): Item;
  bytes(length: number): Uint8Array;
  /** So many lower-case hex digits. */
  hex(length: number): string;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, even enough for a demonstration. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => whole(0, 255));
  return {
    fraction,
    whole,
    bytes,
    chance: (probability) => fraction() < probability,
    pick: (items) => present(items[whole(0, items.length - 1)]),
    weighted(items) {
      let left = fraction() * items.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, item] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return present(items.at(-1))[1];
    },
    hex: (length) => [...bytes(length)].map((byte) => (byte & 15).toString(16)).join(''),
  };
}

function present<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new RangeError('There is nothing to choose from.');
  return item;
}
