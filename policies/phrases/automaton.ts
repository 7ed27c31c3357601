// Aho–Corasick over letters, as one table of numbers: a step a letter, whatever the text. States are numbered by their
// distance from the root, so that the rows that ordinary text visits lie together.
import { codePoint } from './fold.ts';

// Low bits of a state.
/** A pattern that ends with its word ends here. */
export const closedEnd = 1;
/** A pattern that may end inside a word ends here. */
export const openEnd = 2;
/** Steps from the root, of which `depthBits` says no more than that they are seven or more. */
export const depthBits = 28;
export const oneStep = 4;

export interface Automaton {
  /** `next[(state & -32) | symbol]` is the state after a symbol; the root is 0. A row has 32 symbols. */
  readonly next: Int32Array;
  /** By row: 1 + the first pattern that ends here, or 0. */
  readonly first: Int32Array;
  /** By row: the row of the nearest shorter end of this state at which a pattern ends, or 0. */
  readonly shorter: Int32Array;
  /** By pattern: 1 + the next pattern with the same letters, or 0. */
  readonly same: Int32Array;
}

const lettersOf = 32;
const digit = 27;
/** A letter outside a–z: this, then its code point in three steps of five bits. Whoever finds a pattern compares its letters. */
const other = 30;

/** Patterns are folded letters; `isOpen` says which may end inside a word. */
export function buildAutomaton(patterns: readonly ArrayLike<number>[], isOpen: (pattern: number) => boolean): Automaton {
  const { trie, nodes, endOf } = trieOf(patterns);
  const [first, same] = endsByNode(endOf, nodes);
  const next = new Int32Array(nodes * lettersOf);
  const [order, fallback, bits, shorter] = [0, 0, 0, 0].map(() => new Int32Array(nodes)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let known = 1;
  for (let row = 0; row < nodes; row++) {
    const node = (order[row] as number) * lettersOf;
    const beyond = (fallback[row] as number) * lettersOf;
    for (let symbol = 0; symbol < lettersOf; symbol++) {
      const child = trie[node + symbol] as number;
      const fallen = row === 0 ? 0 : (next[beyond + symbol] as number);
      if (child === 0) {
        next[row * lettersOf + symbol] = fallen;
        continue;
      }
      const shorterRow = fallen >> 5;
      order[known] = child;
      fallback[known] = shorterRow;
      shorter[known] = first[order[shorterRow] as number] === 0 ? (shorter[shorterRow] as number) : shorterRow;
      let low = Math.min(((bits[row] as number) & depthBits) + oneStep, depthBits) | ((bits[shorterRow] as number) & ~depthBits);
      for (let at = first[child] as number; at > 0; at = same[at - 1] as number) low |= isOpen(at - 1) ? openEnd : closedEnd;
      bits[known] = low;
      next[row * lettersOf + symbol] = (known << 5) | low;
      known++;
    }
  }
  return { next, first: Int32Array.from(order, (node) => first[node] as number), shorter, same };
}

function trieOf(patterns: readonly ArrayLike<number>[]): { trie: Int32Array; nodes: number; endOf: Int32Array } {
  let most = 1;
  for (const pattern of patterns) for (let at = 0; at < pattern.length; at++) most += symbolsOf(pattern[at] as number).length;
  const trie = new Int32Array(most * lettersOf);
  const endOf = new Int32Array(patterns.length);
  let nodes = 1;
  patterns.forEach((pattern, index) => {
    let node = 0;
    for (let at = 0; at < pattern.length; at++) {
      for (const symbol of symbolsOf(pattern[at] as number)) {
        const place = node * lettersOf + symbol;
        node = trie[place] as number;
        if (node === 0) trie[place] = node = nodes++;
      }
    }
    endOf[index] = node;
  });
  return { trie, nodes, endOf };
}

function endsByNode(endOf: Int32Array, nodes: number): [first: Int32Array, same: Int32Array] {
  const first = new Int32Array(nodes);
  const same = new Int32Array(endOf.length);
  for (let pattern = endOf.length - 1; pattern >= 0; pattern--) {
    const node = endOf[pattern] as number;
    same[pattern] = first[node] as number;
    first[node] = pattern + 1;
  }
  return [first, same];
}

const plain = Array.from({ length: 128 }, (_, code): readonly number[] =>
  code >= 0x61 ? [code & 31] : [digit + ((code - 0x30) >> 2), 1 + ((code - 0x30) & 3)],
);

/** The steps that a letter is. */
function symbolsOf(letter: number): readonly number[] {
  const code = letter & codePoint;
  return plain[code] ?? [other, (code >> 10) & 31, (code >> 5) & 31, code & 31];
}

/** The state after a letter that is not one of a–z, which makes `stepsOf` steps. */
export function stepOther(next: Int32Array, state: number, letter: number): number {
  const code = letter & codePoint;
  if (code < 128) {
    const value = code - 0x30;
    return next[((next[(state & -32) | (digit + (value >> 2))] as number) & -32) | (1 + (value & 3))] as number;
  }
  let after = next[(state & -32) | other] as number;
  after = next[(after & -32) | ((code >> 10) & 31)] as number;
  after = next[(after & -32) | ((code >> 5) & 31)] as number;
  return next[(after & -32) | (code & 31)] as number;
}
export const stepsOf = (letter: number): number => ((letter & codePoint) < 128 ? 2 : 4);
