// Aho–Corasick over letters, in arrays of numbers: a step a letter, whatever the text. States where ways part have a whole row
// of the table; the many on the only way to the end of a pattern have four numbers, one after the other. So what a text visits
// fits into the processor's cache.
import { stepsOfLetter } from './letter-steps.ts';
import { trieOf, type Trie } from './pattern-trie.ts';

// Low bits of a state; what is above them is its number.
/** A pattern that ends with its word ends here. */
export const closedEnd = 1;
/** A pattern that may end inside a word ends here. */
export const openEnd = 2;
/** Steps from the root, of which `depthBits` says no more than that they are seven or more. */
export const depthBits = 28;
export const oneStep = 4;

export interface Automaton {
  /** States below this one have a row in `next`: `next[(state & -32) | symbol]` is the state after a symbol. The root is 0. */
  readonly rowsEnd: number;
  readonly next: Int32Array;
  /** Four numbers for each other state: the only symbol that goes on, the state after it, the state to ask for any other, 0. */
  readonly links: Int32Array;
  /** By state number: 1 + the first pattern that ends here, or 0. */
  readonly first: Int32Array;
  /** By state number: the number of the longest shorter end at which a pattern ends, or 0. */
  readonly shorter: Int32Array;
  /** By state number: its longest shorter end, and how many letters it is (0: it ends inside a letter of several steps). */
  readonly fallback: Int32Array;
  readonly size: Uint8Array;
  /** By pattern: 1 + the next pattern with the same letters, or 0. */
  readonly same: Int32Array;
}

const symbols = 32;

/** Patterns are folded letters; `isOpen` says which may end inside a word. */
export function buildAutomaton(patterns: readonly ArrayLike<number>[], isOpen: (pattern: number) => boolean): Automaton {
  const trie = trieOf(patterns);
  const { nodes, child, sibling, symbolOf } = trie;
  const [ends, same] = endsByNode(trie.endOf, nodes);
  const { number, rows } = numbered(trie);
  const automaton = {
    rowsEnd: rows << 5,
    next: new Int32Array(rows * symbols),
    links: new Int32Array((nodes - rows) * 4),
    first: new Int32Array(nodes),
    shorter: new Int32Array(nodes),
    fallback: new Int32Array(nodes),
    size: new Uint8Array(nodes),
    same,
  };
  const { rowsEnd, next, links, first, shorter, fallback, size } = automaton;
  // By node: its whole state, and that of its longest shorter end.
  const state = new Int32Array(nodes);
  const beyond = new Int32Array(nodes);
  const order = new Int32Array(nodes);
  for (let known = 1, at = 0; at < nodes; at++) {
    const node = order[at] as number;
    const [own, other] = [state[node] as number, beyond[node] as number];
    const place = own < rowsEnd ? (own >> 5) * symbols : ((own >> 5) - rows) * 4;
    // Where nothing goes on, a state does as its longest shorter end does, which is there already.
    if (own >= rowsEnd) [links[place], links[place + 2]] = [-1, other];
    else if (other < rowsEnd) next.copyWithin(place, (other >> 5) * symbols, ((other >> 5) + 1) * symbols);
    else for (let symbol = 0; symbol < symbols; symbol++) next[place + symbol] = step(automaton, other, symbol);
    for (let to = child[node] as number; to > 0; to = sibling[to] as number) {
      const symbol = symbolOf[to] as number;
      const shorterState = node === 0 ? 0 : step(automaton, other, symbol);
      const [mine, shorterOne] = [number[to] as number, shorterState >> 5];
      let low = Math.min((own & depthBits) + oneStep, depthBits) | (shorterState & ~depthBits & 31);
      for (let pattern = ends[to] as number; pattern > 0; pattern = same[pattern - 1] as number)
        low |= isOpen(pattern - 1) ? openEnd : closedEnd;
      state[to] = (mine << 5) | low;
      beyond[to] = shorterState;
      first[mine] = ends[to] as number;
      fallback[mine] = shorterOne;
      shorter[mine] = first[shorterOne] === 0 ? (shorter[shorterOne] as number) : shorterOne;
      size[mine] = trie.size[to] as number;
      if (own < rowsEnd) next[place + symbol] = state[to] as number;
      else [links[place], links[place + 1]] = [symbol, state[to] as number];
      order[known++] = to;
    }
  }
  return automaton;
}

/** The state after a symbol. On average one look, because each look more goes back a step that was made before. */
export function step({ rowsEnd, next, links }: Pick<Automaton, 'rowsEnd' | 'next' | 'links'>, from: number, symbol: number): number {
  let state = from;
  while (state >= rowsEnd) {
    const place = ((state - rowsEnd) >> 5) << 2;
    if (links[place] === symbol) return links[place + 1] as number;
    state = links[place + 2] as number;
  }
  return next[(state & -32) | symbol] as number;
}

/** The state after a letter that is not one of a–z. */
export function stepOther(automaton: Automaton, from: number, letter: number): number {
  let state = from;
  for (const symbol of stepsOfLetter(letter)) state = step(automaton, state, symbol);
  return state;
}

/** Numbers of nodes: first those where ways part and those near the root, then the others along their ways. */
function numbered({ nodes, child, sibling }: Trie): { number: Int32Array; rows: number } {
  const number = new Int32Array(nodes).fill(-1);
  const near = 2;
  let rows = 0;
  const deep: [node: number, depth: number][] = [[0, 0]];
  const others: number[] = [];
  for (let at = deep.pop(); at !== undefined; at = deep.pop()) {
    const [node, depth] = at;
    const one = child[node] as number;
    if (depth <= near || (one > 0 && (sibling[one] as number) > 0)) number[node] = rows++;
    else others.push(node);
    for (let to = one; to > 0; to = sibling[to] as number) deep.push([to, depth + 1]);
  }
  for (const [index, node] of others.entries()) number[node] = rows + index;
  return { number, rows };
}

function endsByNode(endOf: Int32Array, nodes: number): [ends: Int32Array, same: Int32Array] {
  const ends = new Int32Array(nodes);
  const same = new Int32Array(endOf.length);
  for (let pattern = endOf.length - 1; pattern >= 0; pattern--) {
    const node = endOf[pattern] as number;
    same[pattern] = ends[node] as number;
    ends[node] = pattern + 1;
  }
  return [ends, same];
}
