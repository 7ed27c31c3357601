// A sorted column of 128-bit hashes, and what was asked of it lately.

/** Answers that are remembered; a power of two. Half a school's browsing is some thousand domains. */
const remembered = 1 << 15;

export class KeyedSet {
  /** Four words an entry, ascending. */
  readonly #words: Uint32Array;
  readonly #asked = new Uint32Array(remembered * 2);
  /** 0: nothing is remembered here; 1: it is not in the set; 2: it is. */
  readonly #answers = new Uint8Array(remembered);

  constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** Number of the entry that is these four words, or -1. */
  indexOf(sought: Uint32Array): number {
    let low = 0;
    let high = this.#words.length / 4 - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(middle, sought);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The answer for this unkeyed hash, or `null` when it is to be worked out. */
  remembers(hi: number, lo: number): boolean | null {
    const at = lo & (remembered - 1);
    const answer = this.#answers[at] ?? 0;
    if (answer === 0 || this.#asked[2 * at] !== hi || this.#asked[2 * at + 1] !== lo) return null;
    return answer === 2;
  }

  remember(hi: number, lo: number, answer: boolean): boolean {
    const at = lo & (remembered - 1);
    this.#asked[2 * at] = hi;
    this.#asked[2 * at + 1] = lo;
    this.#answers[at] = answer ? 2 : 1;
    return answer;
  }

  #compare(entry: number, sought: Uint32Array): number {
    for (let word = 0; word < 4; word++) {
      const order = (this.#words[entry * 4 + word] ?? 0) - (sought[word] ?? 0);
      if (order !== 0) return order;
    }
    return 0;
  }
}
