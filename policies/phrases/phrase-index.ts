// Finds any of thousands of phrases in a text: a trie of whole words, so a match always begins and ends at a word.
import type { PhraseList } from '../contracts/bundle.ts';
import { compareText } from '../engine/compare-text.ts';
import type { Flag } from '../model/flag.ts';
import { severities } from '../model/severity.ts';
import { normalisePhrase } from './normalise.ts';

interface Node {
  readonly next: Map<string, Node>;
  flag: Flag | null;
}

/** Longer texts are read this far: what somebody types or searches for is shorter, a whole book must not stall the judge. */
const longestText = 100_000;

export class PhraseIndex {
  readonly #root: Node = { next: new Map(), flag: null };

  constructor(lists: readonly PhraseList[]) {
    for (const list of lists) {
      for (const [line, severity, phrase] of list.entries) {
        const words = wordsOf(phrase);
        if (words.length === 0) continue;
        let node = this.#root;
        for (const word of words) {
          let next = node.next.get(word);
          if (next === undefined) node.next.set(word, (next = { next: new Map(), flag: null }));
          node = next;
        }
        node.flag = graver(node.flag, Object.freeze({ category: list.category, severity, list: list.id, line, phrase }));
      }
    }
  }

  /** The most severe phrase in the text. */
  flag(text: string): Flag | null {
    const words = wordsOf(text.slice(0, longestText));
    let gravest: Flag | null = null;
    for (let start = 0; start < words.length; start++) {
      let node: Node | undefined = this.#root;
      for (let at = start; at < words.length; at++) {
        node = node.next.get(words[at] as string);
        if (node === undefined) break;
        if (node.flag !== null) gravest = graver(gravest, node.flag);
      }
    }
    return gravest;
  }
}

const wordsOf = (text: string): string[] =>
  normalisePhrase(text)
    .split(' ')
    .filter((word) => word !== '');

/** More severe, then longer, then by list and line: the order of lists never shows. */
function graver(a: Flag | null, b: Flag): Flag {
  if (a === null) return b;
  const order =
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    b.phrase.length - a.phrase.length ||
    compareText(a.list, b.list) ||
    a.line - b.line;
  return order > 0 ? b : a;
}
