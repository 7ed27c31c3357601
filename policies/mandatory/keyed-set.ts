// A sorted column of 128-bit hashes.

export class KeyedSet {
  /** Four words an entry, ascending. */
  readonly #words: Uint32Array;

  constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** Number of the entry that is these four words, or -1. */
  indexOf(sought: Uint32Array): number {
    let low = 0;
    let high = this.#words.length / 4 - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = compareWords(this.#words, middle * 4, sought);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

/** Four words from `at` on against four words, the first counting most. */
export function compareWords(words: Uint32Array, at: number, sought: ArrayLike<number>): number {
  for (let word = 0; word < 4; word++) {
    const order = (words[at + word] ?? 0) - (sought[word] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
