// What patterns begin with, as sets of bits: one look tells of nearly every word of a text that no pattern begins with it, and
// the word is passed over.

/** Hashes of the first letters of patterns, in sets by how many letters are looked at. */
export interface Beginnings {
  /** Three letters, of patterns that have at most three; of shorter ones, with whatever may follow. Not hashed. */
  readonly three: Int32Array;
  /** Of patterns with four or five. */
  readonly four: Int32Array;
  /** Of patterns with six or seven. */
  readonly six: Int32Array;
  /** Of patterns with eight to eleven. */
  readonly eight: Int32Array;
  /** Of the others. */
  readonly twelve: Int32Array;
}

/** Letters that must be known to look. */
export const lookedAt = 12;

/** So many bits for each beginning, so that few words have a bit by chance; and no more than stay in the processor's cache. */
const bitsEach = 64;
const mostBits = 1 << 20;

export function beginningsOf(patterns: readonly ArrayLike<number>[]): Beginnings {
  const three = new Int32Array(1 << 10);
  for (const pattern of patterns) {
    const free = 5 * (3 - pattern.length);
    if (free < 0) continue;
    const first = (packed(pattern, 0) >> 5) & -(1 << free);
    for (let rest = 0; rest < 1 << free; rest++) put(three, first | rest);
  }
  return { three, four: setOf(patterns, 4), six: setOf(patterns, 6), eight: setOf(patterns, 8), twelve: setOf(patterns, 12) };
}

/** The set of those that `looked` letters are looked at of. */
function setOf(patterns: readonly ArrayLike<number>[], looked: 4 | 6 | 8 | 12): Int32Array {
  const longer = { 4: 6, 6: 8, 8: 12, 12: Infinity }[looked];
  const hashes = new Set<number>();
  for (const pattern of patterns) {
    if (pattern.length < looked || pattern.length >= longer) continue;
    let hash = Math.imul(packed(pattern, 0), firstPrime);
    if (looked === 6) hash ^= Math.imul(packed(pattern, 4) >> 10, secondPrime);
    if (looked >= 8) hash ^= Math.imul(packed(pattern, 4), secondPrime);
    if (looked === 12) hash ^= Math.imul(packed(pattern, 8), thirdPrime);
    hashes.add(hash);
  }
  let bits = 32;
  while (bits < hashes.size * bitsEach && bits < mostBits) bits *= 2;
  const set = new Int32Array(bits >> 5);
  for (const hash of hashes) put(set, hash >>> Math.clz32(bits - 1));
  return set;
}

/**
 * Keeps of `starts[0, count)` the words that a pattern may begin with, and says how many. All of `lookedAt` letters from each
 * must be there.
 */
export function keepBeginnings({ three, four, six, eight, twelve }: Beginnings, letters: Int32Array, starts: Int32Array, count: number): number {
  const [ofFour, ofSix, ofEight, ofTwelve] = [shiftOf(four), shiftOf(six), shiftOf(eight), shiftOf(twelve)];
  let kept = 0;
  // Nothing branches here: which words are kept cannot be foretold.
  for (let index = 0; index < count; index++) {
    const at = starts[index] as number;
    const [first, second] = [packed(letters, at), packed(letters, at + 4)];
    const hash = Math.imul(first, firstPrime);
    const longer = hash ^ Math.imul(second, secondPrime);
    const [a, b] = [hash >>> ofFour, (hash ^ Math.imul(second >> 10, secondPrime)) >>> ofSix];
    const [c, d] = [longer >>> ofEight, (longer ^ Math.imul(packed(letters, at + 8), thirdPrime)) >>> ofTwelve];
    starts[kept] = at;
    kept +=
      (((three[first >> 10] as number) >> (first >> 5)) |
        ((four[a >> 5] as number) >> a) |
        ((six[b >> 5] as number) >> b) |
        ((eight[c >> 5] as number) >> c) |
        ((twelve[d >> 5] as number) >> d)) &
      1;
  }
  return kept;
}

const [firstPrime, secondPrime, thirdPrime] = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35];

/** Five bits of each letter are enough to tell most apart. */
const packed = (letters: ArrayLike<number>, at: number): number =>
  (((letters[at] as number) & 31) << 15) |
  (((letters[at + 1] as number) & 31) << 10) |
  (((letters[at + 2] as number) & 31) << 5) |
  ((letters[at + 3] as number) & 31);

const shiftOf = (set: Int32Array): number => Math.clz32(set.length * 32 - 1);

function put(set: Int32Array, bit: number): void {
  set[bit >> 5] = (set[bit >> 5] as number) | (1 << (bit & 31));
}
