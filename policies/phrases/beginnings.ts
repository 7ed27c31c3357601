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
    const first = threeOf(packed(pattern, 0)) & -(1 << free);
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
    if (looked === 6) hash ^= Math.imul(packed(pattern, 4) << 16, secondPrime);
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
 * Keeps of `starts[0, count)` the words that a pattern may begin with, and says how many. `bytes` holds the low eight bits of
 * the letters from letter `from` on; all of `lookedAt` letters from each start must be there.
 */
export function keepBeginnings(sets: Beginnings, bytes: DataView, from: number, starts: Int32Array, count: number): number {
  const { three, four, six, eight, twelve } = sets;
  const ofFour = shiftOf(four);
  const ofSix = shiftOf(six);
  const ofEight = shiftOf(eight);
  const ofTwelve = shiftOf(twelve);
  let kept = 0;
  // Nothing branches here: which words are kept cannot be foretold.
  for (let index = 0; index < count; index++) {
    const at = starts[index] as number;
    const place = at - from;
    const first = bytes.getInt32(place, true);
    const second = bytes.getInt32(place + 4, true);
    const hash = Math.imul(first, firstPrime);
    const longer = hash ^ Math.imul(second, secondPrime);
    const a = hash >>> ofFour;
    const b = (hash ^ Math.imul(second << 16, secondPrime)) >>> ofSix;
    const c = longer >>> ofEight;
    const d = (longer ^ Math.imul(bytes.getInt32(place + 8, true), thirdPrime)) >>> ofTwelve;
    const low = threeOf(first);
    starts[kept] = at;
    kept +=
      (((three[low >> 5] as number) >> low) |
        ((four[a >> 5] as number) >> a) |
        ((six[b >> 5] as number) >> b) |
        ((eight[c >> 5] as number) >> c) |
        ((twelve[d >> 5] as number) >> d)) &
      1;
  }
  return kept;
}

const firstPrime = 0x9e3779b1;
const secondPrime = 0x85ebca6b;
const thirdPrime = 0xc2b2ae35;

/** The low bytes of four letters, the first one lowest. */
const packed = (letters: ArrayLike<number>, at: number): number => {
  let four = 0;
  for (let next = 0; next < 4; next++) four |= ((letters[at + next] ?? 0) & 255) << (8 * next);
  return four;
};

/** Five bits of each of the first three, the first one highest. */
const threeOf = (four: number): number => ((four & 31) << 10) | ((four >> 3) & 992) | ((four >> 16) & 31);

const shiftOf = (set: Int32Array): number => Math.clz32(set.length * 32 - 1);

function put(set: Int32Array, bit: number): void {
  set[bit >> 5] = (set[bit >> 5] as number) | (1 << (bit & 31));
}
