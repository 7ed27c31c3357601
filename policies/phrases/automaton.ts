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
const mostSteps = 4;

/** Patterns are folded letters; `isOpen` says which may end inside a word. */
export function buildAutomaton(patterns: readonly ArrayLike<number>[], isOpen: (pattern: number) => boolean): Automaton {
  const { nodes, child, sibling, symbolOf, endOf } = trieOf(patterns);
  const [first, same] = endsByNode(endOf, nodes);
  const next = new Int32Array(nodes * lettersOf);
  const order = new Int32Array(nodes);
  const fallback = new Int32Array(nodes);
  const bits = new Int32Array(nodes);
  const shorter = new Int32Array(nodes);
  let known = 1;
  for (let row = 0; row < nodes; row++) {
    const beyond = (fallback[row] as number) * lettersOf;
    // Where nothing goes on, a state does as its longest shorter end does, whose row is there already.
    if (row > 0) next.copyWithin(row * lettersOf, beyond, beyond + lettersOf);
    for (let node = child[order[row] as number] as number; node > 0; node = sibling[node] as number) {
      const place = row * lettersOf + (symbolOf[node] as number);
      const shorterRow = (next[place] as number) >> 5;
      order[known] = node;
      fallback[known] = shorterRow;
      shorter[known] = first[order[shorterRow] as number] === 0 ? (shorter[shorterRow] as number) : shorterRow;
      let low = Math.min(((bits[row] as number) & depthBits) + oneStep, depthBits) | ((bits[shorterRow] as number) & ~depthBits);
      for (let at = first[node] as number; at > 0; at = same[at - 1] as number) low |= isOpen(at - 1) ? openEnd : closedEnd;
      bits[known] = low;
      next[place] = (known << 5) | low;
      known++;
    }
  }
  return { next, first: order.map((node) => first[node] as number), shorter, same };
}

interface Trie {
  readonly nodes: number;
  /** By node: its first child, its next sibling (0: none), the symbol that leads to it. The root is 0. */
  readonly child: Int32Array;
  readonly sibling: Int32Array;
  readonly symbolOf: Uint8Array;
  /** By pattern: the node where it ends. */
  readonly endOf: Int32Array;
}

function trieOf(patterns: readonly ArrayLike<number>[]): Trie {
  let most = 1;
  for (const pattern of patterns) most += pattern.length * mostSteps;
  const child = new Int32Array(most);
  const sibling = new Int32Array(most);
  const symbolOf = new Uint8Array(most);
  const endOf = new Int32Array(patterns.length);
  let nodes = 1;
  for (let pattern = 0; pattern < patterns.length; pattern++) {
    const letters = patterns[pattern] as ArrayLike<number>;
    let node = 0;
    for (let at = 0; at < letters.length; at++) {
      for (const symbol of symbolsOf(letters[at] as number)) {
        let to = child[node] as number;
        while (to > 0 && symbolOf[to] !== symbol) to = sibling[to] as number;
        if (to === 0) {
          to = nodes++;
          symbolOf[to] = symbol;
          sibling[to] = child[node] as number;
          child[node] = to;
        }
        node = to;
      }
    }
    endOf[pattern] = node;
  }
  return { nodes, child, sibling, symbolOf, endOf };
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
