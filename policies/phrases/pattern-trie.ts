// The tree of the patterns, from which the automaton is made.
import { mostSteps, stepsOfLetter } from './letter-steps.ts';

export interface Trie {
  readonly nodes: number;
  /** By node: its first child, its next sibling (0: none), the symbol that leads to it. The root is 0. */
  readonly child: Int32Array;
  readonly sibling: Int32Array;
  readonly symbolOf: Uint8Array;
  /** By node: letters up to it, 0 inside a letter. */
  readonly size: Uint8Array;
  /** By pattern: the node where it ends. */
  readonly endOf: Int32Array;
}

export function trieOf(patterns: readonly ArrayLike<number>[]): Trie {
  let most = 1;
  for (const pattern of patterns) most += pattern.length * mostSteps;
  const child = new Int32Array(most);
  const sibling = new Int32Array(most);
  const symbolOf = new Uint8Array(most);
  const size = new Uint8Array(most);
  const endOf = new Int32Array(patterns.length);
  let nodes = 1;
  for (let pattern = 0; pattern < patterns.length; pattern++) {
    const letters = patterns[pattern] as ArrayLike<number>;
    let node = 0;
    for (let at = 0; at < letters.length; at++) {
      for (const symbol of stepsOfLetter(letters[at] as number)) {
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
      size[node] = at + 1;
    }
    endOf[pattern] = node;
  }
  return { nodes, child, sibling, symbolOf, size, endOf };
}
