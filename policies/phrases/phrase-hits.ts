// What was found in one text so far. A phrase inside an exception (“suicide squad”) does not count, and the exception may
// end after it: so phrases wait until no exception can reach them any more.
import type { CompiledEntry, CompiledPhrases } from './compile-phrases.ts';
import { joint, mostParts } from './phrase-parts.ts';

/** What a flag shows is no longer than what is recorded. */
const longestShown = 200;
const mostTimes = 1_000_000;
const entryOf = (use: number): number => use >>> 3;

interface Span {
  /** Eight times the entry, and which part of it. */
  readonly use: number;
  readonly start: number;
  readonly end: number;
}

export class PhraseHits {
  readonly #compiled: CompiledPhrases;
  /** By entry: how often it stands in the text. Made with the first, because most texts have none. */
  #counts: Int32Array | null = null;
  /** Entries that stand in it, in the order in which they were found. */
  readonly #found: number[] = [];
  /** The first pattern that was found for each part, of entries that have several. */
  readonly #parts = new Map<number, Map<number, number>>();
  #waiting: (Span & { readonly pattern: number })[] = [];
  /** By where they end. */
  #exceptions: Span[] = [];

  constructor(compiled: CompiledPhrases) {
    this.#compiled = compiled;
  }

  /** A pattern stands in the letters of the text from `start` up to before `end`. */
  add(pattern: number, start: number, end: number): void {
    const { uses, usesFrom, partsOf, hasExceptions } = this.#compiled;
    const last = usesFrom[pattern + 1] as number;
    for (let at = usesFrom[pattern] as number; at < last; at++) {
      const use = uses[at] as number;
      if (!hasExceptions) this.#count(use, pattern);
      else if (partsOf[entryOf(use)] === 0) this.#exceptions.push({ use, start, end });
      else this.#waiting.push({ use, pattern, start, end });
    }
  }

  /** Letters up to `reached` are searched: phrases that no exception can still hold are counted. */
  settle(reached: number): void {
    if (this.#waiting.length === 0 && this.#exceptions.length === 0) return;
    const sure = reached - this.#compiled.longest;
    this.#waiting = this.#waiting.filter((one) => {
      if (one.start >= sure) return true;
      if (!this.#isExcepted(one)) this.#count(one.use, one.pattern);
      return false;
    });
    this.#exceptions = this.#exceptions.filter(({ end }) => end > sure);
  }

  /** Entry → how often it stands in the text, all its parts together counting as once. */
  counts(): [entry: number, times: number][] {
    this.settle(Infinity);
    return this.countsSoFar();
  }

  /** As `counts`, without what still waits for an exception. */
  countsSoFar(): [entry: number, times: number][] {
    return this.#found.map((entry) => [entry, this.#counts?.[entry] ?? 0]);
  }

  /** The words of an entry as they were found, for entries that have several parts. */
  wordsOf(entry: number): string {
    const found = [...(this.#parts.get(entry)?.values() ?? [])].map((pattern) => this.#compiled.texts[pattern] ?? '');
    return found.length === 0 ? (this.#compiled.entries[entry]?.phrase ?? '') : found.sort().join(joint).slice(0, longestShown);
  }

  #count(use: number, pattern: number): void {
    const entry = entryOf(use);
    const parts = this.#compiled.partsOf[entry];
    if (parts === 1) return this.#stands(entry);
    let found = this.#parts.get(entry);
    if (found === undefined) this.#parts.set(entry, (found = new Map()));
    const part = use % mostParts;
    if (!found.has(part)) found.set(part, pattern);
    if (found.size === parts && this.#counts?.[entry] !== 1) this.#stands(entry);
  }

  #stands(entry: number): void {
    const counts = (this.#counts ??= new Int32Array(this.#compiled.entries.length));
    if (counts[entry] === 0) this.#found.push(entry);
    if ((counts[entry] as number) < mostTimes) counts[entry] = (counts[entry] as number) + 1;
  }

  #isExcepted({ use, start, end }: Span): boolean {
    const { entries } = this.#compiled;
    const { category } = entries[entryOf(use)] as CompiledEntry;
    for (let at = firstEnding(this.#exceptions, end); at < this.#exceptions.length; at++) {
      const exception = this.#exceptions[at] as Span;
      if (exception.end - start > this.#compiled.longest) return false;
      const by = entries[entryOf(exception.use)] as CompiledEntry;
      if (exception.start <= start && (by.options.everywhere === true || by.category === category)) return true;
    }
    return false;
  }
}

/** The first span that ends at `end` or later. */
function firstEnding(spans: readonly Span[], end: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span).end < end) low = middle + 1;
    else high = middle;
  }
  return low;
}
