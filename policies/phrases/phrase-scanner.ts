// One text, chunk by chunk. Everything a scan knows is in its scanner, so nothing of one text shows in another.
import { closedEnd, depthBits, oneStep, openEnd, stepOther } from './automaton.ts';
import type { CompiledPhrases } from './compile-phrases.ts';
import { keepBeginnings, lookedAt } from './beginnings.ts';
import { begins, codePoint } from './fold.ts';
import { stepCount } from './letter-steps.ts';
import { LetterStream } from './letter-stream.ts';
import { patternTraits, standsThere } from './pattern-spacing.ts';
import { PhraseHits } from './phrase-hits.ts';
import { weigh, type PhraseFindings, type SchoolTime } from './phrase-findings.ts';
import type { Spellings } from './spellings.ts';

/** Code units that are folded before they are searched: little enough to stay in the processor's cache. */
const slice = 2048;
const keptLetters = 8192;
/** Letters that the stream itself looks back on. */
const fewestKept = 16;

export class PhraseScanner {
  readonly #compiled: CompiledPhrases;
  readonly #stream: LetterStream;
  readonly #hits: PhraseHits;
  readonly #at: SchoolTime | null;
  #starts = new Int32Array(64);
  #bytes = new Uint8Array(64);
  #view = new DataView(this.#bytes.buffer);
  #state = 0;
  /** Steps since the word began that is being searched, as `depthBits`. */
  #steps = 0;
  /** Letters of the stream that are searched. */
  #searched = 0;
  /** Letters that the stream has forgotten. */
  #forgotten = 0;

  /** @param at when it is in the school; `null` takes every list, whatever its hours */
  constructor(compiled: CompiledPhrases, spellings: () => Spellings, at: SchoolTime | null = null) {
    this.#compiled = compiled;
    this.#stream = new LetterStream((letters, from, to) => spellings().find(letters, from, to));
    this.#hits = new PhraseHits(compiled);
    this.#at = at;
  }

  /** Reads the next piece of the text. Memory stays bounded; time is in proportion to the piece. */
  push(chunk: string): void {
    for (let from = 0; from < chunk.length; from += slice) {
      this.#stream.add(chunk, from, Math.min(from + slice, chunk.length));
      this.#search();
    }
  }

  /** The text ends here: what was found in it. */
  end(): PhraseFindings {
    this.#stream.finish();
    this.#search();
    if ((this.#state & closedEnd) !== 0) this.#found(this.#state, this.#searched, false);
    return weigh(this.#compiled, this.#hits, this.#at);
  }

  /** What was found in what is read of it, while more may come. */
  soFar(): PhraseFindings {
    return weigh(this.#compiled, this.#hits, this.#at, false);
  }

  #search(): void {
    const { automaton, startsInside } = this.#compiled;
    const { rowsEnd, next: table, links } = automaton;
    const { letters, settled } = this.#stream;
    const starts = this.#beginningsFrom(this.#searched, settled);
    let state = this.#state;
    let steps = this.#steps;
    /** The next of `starts` that is not behind. */
    let next = 0;
    let at = this.#searched;
    while (at < settled) {
      const letter = letters[at] as number;
      if ((letter & begins) !== 0) {
        if (state !== 0) {
          if ((state & closedEnd) !== 0) this.#found(state, at, false);
          if (!startsInside) state = this.#fromWord(state, at);
        }
        while ((starts[next] as number) < at) next++;
        const mayStart = startsInside || starts[next] === at;
        if (state === 0 && !mayStart) {
          at = starts[next] as number;
          continue;
        }
        // Where nothing begins with this word, only what began before it keeps the search going.
        steps = mayStart ? 0 : oneStep;
      }
      const code = letter & codePoint;
      at++;
      if (code >= 0x61 && code <= 0x7a) {
        // As `step` does it, here because this is where the time goes.
        const symbol = code & 31;
        while (state >= rowsEnd) {
          const place = ((state - rowsEnd) >> 5) << 2;
          if (links[place] === symbol) break;
          state = links[place + 2] as number;
        }
        state = state < rowsEnd ? (table[(state & -32) | symbol] as number) : (links[(((state - rowsEnd) >> 5) << 2) + 1] as number);
        steps += oneStep;
      } else {
        state = stepOther(automaton, state, code);
        steps += oneStep * stepCount(code);
      }
      if ((state & openEnd) !== 0) this.#found(state, at, true);
      if (steps > depthBits) steps = depthBits;
      if ((state & depthBits) < steps && !startsInside) {
        // Whatever pattern this could still become began inside the word, which none may: the rest of it is passed over, and what follows.
        state = 0;
        while ((starts[next] as number) < at) next++;
        at = starts[next] as number;
      }
    }
    this.#state = state;
    this.#steps = steps;
    this.#searched = settled;
    this.#hits.settle(this.#forgotten + settled);
    const behind = settled - Math.max(this.#compiled.longest, fewestKept);
    if (behind > keptLetters) {
      this.#stream.drop(behind);
      this.#searched -= behind;
      this.#forgotten += behind;
    }
  }

  /** Where words begin in `letters[from, to)` that a pattern may begin with, and `to` after them. */
  #beginningsFrom(from: number, to: number): Int32Array {
    if (this.#starts.length <= to - from) {
      this.#starts = new Int32Array(to - from + 64);
      this.#bytes = new Uint8Array(to - from + 64);
      this.#view = new DataView(this.#bytes.buffer);
    }
    const { letters } = this.#stream;
    const starts = this.#starts;
    const bytes = this.#bytes;
    const known = Math.max(from, to - lookedAt + 1);
    let count = 0;
    for (let at = from; at < known; at++) {
      const letter = letters[at] as number;
      bytes[at - from] = letter;
      starts[count] = at;
      count += (letter >>> 21) & 1;
    }
    for (let at = known; at < to; at++) bytes[at - from] = letters[at] as number;
    if (!this.#compiled.startsInside) count = keepBeginnings(this.#compiled.beginnings, this.#view, from, starts, count);
    for (let at = known; at < to; at++) {
      starts[count] = at;
      count += ((letters[at] as number) >>> 21) & 1;
    }
    starts[count] = to;
    return starts;
  }

  /** What is left of a state before letter `at` when whatever began inside a word is dropped; its low bits are of no use any more. */
  #fromWord(state: number, at: number): number {
    const { fallback, size } = this.#compiled.automaton;
    const { letters } = this.#stream;
    let one = state >> 5;
    while (one > 0) {
      const letter = at - (size[one] as number);
      if (letter < at && ((letters[letter] as number) & begins) !== 0) break;
      one = fallback[one] as number;
    }
    return one << 5;
  }

  /** Looks at every pattern that ends before letter `end`. */
  #found(state: number, end: number, inside: boolean): void {
    const { automaton, from, letters, traits } = this.#compiled;
    for (let row = state >> 5; row > 0; row = automaton.shorter[row] as number) {
      for (let next = automaton.first[row] as number; next > 0; next = automaton.same[next - 1] as number) {
        const pattern = next - 1;
        const trait = traits[pattern] as number;
        if (((trait & patternTraits.endsInside) !== 0) !== inside) continue;
        const first = from[pattern] as number;
        const size = (from[pattern + 1] as number) - first;
        const start = end - size;
        if (start >= 0 && standsThere(this.#stream.letters, start, letters, first, size, trait))
          this.#hits.add(pattern, this.#forgotten + start, this.#forgotten + end);
      }
    }
  }
}
