// What patterns begin with, as sets of bits: one look tells of nearly every word of a text that no pattern begins with it, and
// the word is passed over.

export interface Beginnings {
  /** Hashes of the first four letters of patterns that have less than eight; of shorter ones, with whatever may follow. */
  readonly short: Int32Array;
  /** Hashes of the first eight letters of the others. */
  readonly long: Int32Array;
}

/** Letters that must be known to look. */
export const lookedAt = 8;

const bits = 16;
const words = 1 << (bits - 5);

export function beginningsOf(patterns: readonly ArrayLike<number>[]): Beginnings {
  const [short, long] = [new Int32Array(words), new Int32Array(words)];
  for (const pattern of patterns) {
    if (pattern.length >= lookedAt) put(long, hashed(four(pattern, 0), four(pattern, 4)));
    else {
      const free = 5 * Math.max(0, 4 - pattern.length);
      const first = four(pattern, 0) & -(1 << free);
      for (let rest = 0; rest < 1 << free; rest++) put(short, hashed(first | rest, 0));
    }
  }
  return { short, long };
}

/** Whether a pattern may begin with the letters from `at`. */
export function mayBegin(short: Int32Array, long: Int32Array, letters: Int32Array, at: number): boolean {
  const first = four(letters, at);
  const [few, many] = [hashed(first, 0), hashed(first, four(letters, at + 4))];
  return ((((short[few >> 5] as number) >> (few & 31)) | ((long[many >> 5] as number) >> (many & 31))) & 1) !== 0;
}

/** Five bits of each letter are enough to tell most apart. */
const four = (letters: ArrayLike<number>, at: number): number =>
  (((letters[at] as number) & 31) << 15) |
  (((letters[at + 1] as number) & 31) << 10) |
  (((letters[at + 2] as number) & 31) << 5) |
  ((letters[at + 3] as number) & 31);

const hashed = (first: number, second: number): number => (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - bits);

function put(set: Int32Array, hash: number): void {
  set[hash >> 5] = (set[hash >> 5] as number) | (1 << (hash & 31));
}
