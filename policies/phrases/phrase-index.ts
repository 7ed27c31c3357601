// Finds any of thousands of phrases in a text. Built once from the lists; texts are scanned with it.
import type { PhraseList } from '../contracts/phrase-list.ts';
import type { Flag } from '../model/flag.ts';
import { compilePhrases, type CompiledPhrases } from './compile-phrases.ts';
import { patternTraits } from './pattern-spacing.ts';
import type { PhraseFindings, SchoolTime } from './phrase-findings.ts';
import { PhraseScanner } from './phrase-scanner.ts';
import { codePoint } from './fold.ts';
import { Spellings, wordsIn } from './spellings.ts';

export class PhraseIndex {
  readonly compiled: CompiledPhrases;
  #spellings: Spellings | null = null;

  constructor(lists: readonly PhraseList[]) {
    this.compiled = compilePhrases(lists);
  }

  /** The most severe phrase of a text that no context outweighs. */
  flag(text: string, at: SchoolTime | null = null): Flag | null {
    return this.read(text, at).flag;
  }

  /** Everything that the phrases of a text come to. */
  read(text: string, at: SchoolTime | null = null): PhraseFindings {
    const scanner = this.scanner(at);
    scanner.push(text);
    return scanner.end();
  }

  /** For a text that comes in pieces. One for each text. */
  scanner(at: SchoolTime | null = null): PhraseScanner {
    return new PhraseScanner(this.compiled, () => this.#spelt(), at);
  }

  /** Made when the first word hides something: most texts hide nothing. */
  #spelt(): Spellings {
    return (this.#spellings ??= new Spellings(wordsOf(this.compiled)));
  }
}

/** Every word of the phrases, and every phrase that may stand as one word. */
function* wordsOf({ letters, from, traits }: CompiledPhrases): Generator<readonly number[]> {
  for (let pattern = 0; pattern < traits.length; pattern++) {
    const phrase = letters.subarray(from[pattern], from[pattern + 1]);
    yield* wordsIn(phrase);
    if (((traits[pattern] ?? 0) & patternTraits.joins) !== 0) yield Array.from(phrase, (letter) => letter & codePoint);
  }
}
