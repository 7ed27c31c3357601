// Phrase lists to the one form that is searched with: arrays of numbers, the same for the same lists in any order.
import type { PhraseEffect, PhraseEntry, PhraseHours, PhraseList } from '../contracts/phrase-list.ts';
import { compareText } from '../engine/compare-text.ts';
import type { CategoryId } from '../model/category.ts';
import { buildAutomaton, type Automaton } from './automaton.ts';
import { beginningsOf, type Beginnings } from './beginnings.ts';
import { LetterStream } from './letter-stream.ts';
import { mostParts, readParts, type PhrasePart } from './phrase-parts.ts';
import { patternTraits } from './pattern-spacing.ts';
import { scoreOf } from './phrase-weights.ts';

export interface CompiledEntry {
  readonly list: string;
  readonly category: CategoryId;
  readonly line: number;
  readonly effect: PhraseEffect;
  readonly phrase: string;
  readonly options: NonNullable<PhraseEntry[3]>;
  readonly score: number;
  readonly cap: number;
  /** How many parts must be found, in any order, each in one of its choices. */
  readonly parts: number;
  readonly hours: readonly PhraseHours[] | null;
}

export interface CompiledPhrases {
  readonly automaton: Automaton;
  /** Letters of all patterns in a row; pattern `n` has those from `from[n]` up to before `from[n + 1]`. */
  readonly letters: Int32Array;
  readonly from: Int32Array;
  /** Bits of `pattern-spacing.ts`, by pattern. */
  readonly traits: Uint8Array;
  /** How pattern `n` is spelt. */
  readonly texts: readonly string[];
  /**
   * What pattern `n` is a choice of, from `usesFrom[n]` up to before `usesFrom[n + 1]`: eight times an entry, and which part
   * of it.
   */
  readonly uses: Int32Array;
  readonly usesFrom: Int32Array;
  readonly entries: readonly CompiledEntry[];
  /** By entry: its parts; 0 for an exception. */
  readonly partsOf: Uint8Array;
  /** Letters of the longest pattern. */
  readonly longest: number;
  readonly hasExceptions: boolean;
  /** What patterns begin with (`beginnings.ts`). */
  readonly beginnings: Beginnings;
  /** Some pattern may start inside a word. */
  readonly startsInside: boolean;
}

const compiled = new WeakMap<readonly PhraseList[], CompiledPhrases>();

/** Compiles once for the same array of lists, which must not change any more. */
export function compilePhrases(lists: readonly PhraseList[]): CompiledPhrases {
  let known = compiled.get(lists);
  if (known === undefined) compiled.set(lists, (known = compile(lists)));
  return known;
}

function compile(lists: readonly PhraseList[]): CompiledPhrases {
  const entries: CompiledEntry[] = [];
  const patterns: Int32Array[] = [];
  const traits: number[] = [];
  const texts: string[] = [];
  const uses: number[][] = [];
  const byText = new Map<string, number>();

  function patternOf(part: PhrasePart): number {
    const known = byText.get(part.text);
    if (known !== undefined) return known;
    const letters = lettersOf(part.words);
    if (letters.length === 0) return -1;
    byText.set(part.text, patterns.length);
    texts.push(part.text);
    traits.push(patternTraits(letters, part));
    uses.push([]);
    return patterns.push(letters) - 1;
  }

  for (const list of lists.toSorted((a, b) => compareText(a.id, b.id) || compareText(a.category, b.category))) {
    for (const entry of list.entries) {
      const [line, effect, phrase, options = {}] = entry;
      const parts = readParts(phrase).map((choices) => new Set(choices.map(patternOf).filter((pattern) => pattern !== -1)));
      if (parts.length > mostParts || parts.some((part) => part.size === 0)) continue;
      for (const [index, part] of parts.entries()) for (const pattern of part) uses[pattern]?.push(entries.length * mostParts + index);
      const { id, category, hours = null } = list;
      entries.push({ list: id, category, line, effect, phrase, options, ...scoreOf(entry), parts: parts.length, hours });
    }
  }
  const from = offsets(patterns);
  const letters = new Int32Array(from.at(-1) ?? 0);
  for (const [index, pattern] of patterns.entries()) letters.set(pattern, from[index]);
  return {
    automaton: buildAutomaton(patterns, (pattern) => ((traits[pattern] ?? 0) & patternTraits.endsInside) !== 0),
    letters,
    from,
    traits: Uint8Array.from(traits),
    texts,
    uses: Int32Array.from(uses.flat()),
    usesFrom: offsets(uses),
    entries,
    partsOf: Uint8Array.from(entries, ({ effect, parts }) => (effect === 'except' ? 0 : parts)),
    longest: patterns.reduce((most, pattern) => Math.max(most, pattern.length), 0),
    beginnings: beginningsOf(patterns),
    startsInside: traits.some((trait) => (trait & patternTraits.startsInside) !== 0),
    hasExceptions: entries.some(({ effect }) => effect === 'except'),
  };
}

function offsets(pieces: readonly { readonly length: number }[]): Int32Array {
  const from = new Int32Array(pieces.length + 1);
  pieces.forEach((piece, index) => (from[index + 1] = (from[index] as number) + piece.length));
  return from;
}

/** Read as the text is, so that both are spelt alike. */
function lettersOf(words: string): Int32Array {
  const stream = new LetterStream();
  stream.add(words, 0, words.length);
  stream.finish();
  return stream.letters.slice(0, stream.length);
}
