// Text to letters: what is searched in. Letters of words in a row, without the spaces; a mark on a letter says that a word
// begins there. Words that hide what they say (k1ll, su!cide, kiiill, s u 1 c i d e) are written out where `spellings` knows
// the word. Every step depends on the text alone, never on where a chunk of it ends.
import { endsOnly, kindOf, kinds, standsAlone, typedWords } from './character-kinds.ts';
import { begins, codePoint, fold, foldingOf, gap, nothing, spaceless } from './fold.ts';

/** Looks for the word that letters, digits and symbols stand for; `null` when there is none. */
export type Respell = (letters: Int32Array, from: number, to: number) => readonly number[] | null;

/** Longer words are taken letter by letter as they are. */
const longestWord = 64;
/** More of the same letter say nothing more. */
const longestRun = 8;
const mostSingles = 32;

export class LetterStream {
  /** Letters up to `length`; `fold.ts` says what a number means. Those before `settled` will not change any more. */
  letters: Int32Array = new Int32Array(64);
  length = 0;
  /** Where the word begins that is being read. */
  #word = 0;
  /** Kinds of characters in it that want a second look. */
  #kinds = 0;
  /** The word was too long to be looked at as one: what still comes of it is taken as it is. */
  #long = false;
  #begin = begins;
  /** The last two letters of the word, 0 before the first ones. */
  #last = 0;
  #before = 0;
  /** Words of one character in a row before the word, and where they begin. */
  #singles = 0;
  #firstSingle = 0;
  /** First half of a surrogate pair that the last chunk ended with. */
  #half = 0;
  readonly #respell: Respell;

  constructor(respell: Respell = () => null) {
    this.#respell = respell;
  }

  get settled(): number {
    return this.#singles > 0 ? this.#firstSingle : this.#word;
  }

  /** Reads `text[from, to)`. */
  add(text: string, from: number, to: number): void {
    let at = from;
    if (this.#half !== 0 && at < to) at += this.#secondHalf(text.charCodeAt(at));
    while (at < to) {
      at = this.#addAscii(text, at, to);
      if (at < to) at = this.#addOther(text, at, to);
    }
  }

  /** The text ends here. */
  finish(): void {
    if (this.#half !== 0) this.#endWord();
    this.#half = 0;
    this.#endWord();
    this.#endSingles();
  }

  /** Forgets the first letters, all of them settled. */
  drop(count: number): void {
    this.letters.copyWithin(0, count, this.length);
    this.length -= count;
    this.#word -= count;
    this.#firstSingle -= count;
  }

  /** Reads up to the first character that is not ASCII and returns where that is. */
  #addAscii(text: string, from: number, to: number): number {
    let at = from;
    for (;;) {
      at = this.#addPlain(text, at, to);
      if (this.length - this.#word >= longestWord) this.#cutWord();
      else if (at === to) return at;
      else {
        const code = text.charCodeAt(at);
        if (code > 127) return at;
        this.#addOdd(code);
        at++;
      }
    }
  }

  /** Reads while there is nothing but usual words, and returns where something else is. This is where the time goes. */
  #addPlain(text: string, from: number, to: number): number {
    // Here and not once a chunk: characters before this one may have been several letters each.
    this.#reserve(to - from + 1);
    if (this.#kinds !== 0 || this.#singles > 0 || this.#long) return this.#addWatched(text, from, to);
    const { letters } = this;
    let { length } = this;
    let [word, begin] = [this.#word, this.#begin];
    /** The last letters, one a byte; whether the last one was the first of its word. */
    let [recent, first] = [(this.#before << 8) | this.#last, begin === 0 && length - word === 1 ? 1 : 0];
    let at = from;
    // Where a word ends cannot be foretold, so nothing here branches on it: a letter is written for a gap too, and written over.
    for (; at < to; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) break;
      const kind = kinds[code] as number;
      if (kind > kindOf.letter) break;
      // A word of one letter ends here.
      if (first > kind) break;
      const small = code | 32;
      const three = ((recent << 8) | small) & 0xffffff;
      if (((three ^ Math.imul(small, 0x010101)) | (kind ^ 1)) === 0) break;
      // “ur” begins the word, and may be all of it.
      if ((((three & 0xffff) ^ 0x7572) | (first ^ 1)) === 0) break;
      recent = three;
      first = (begin >>> 21) & kind;
      word += (length - word) & -first;
      letters[length] = small | begin;
      length += kind;
      begin = (kind - 1) & begins;
    }
    const inside = begin === 0;
    this.length = length;
    this.#begin = begin;
    this.#word = inside ? word : length;
    this.#last = inside ? recent & 255 : 0;
    this.#before = inside && length - word > 1 ? (recent >> 8) & 255 : 0;
    return at;
  }

  /** The same up to the end of a word that wants a second look. */
  #addWatched(text: string, from: number, to: number): number {
    const { letters } = this;
    const end = Math.min(to, from + longestWord - (this.length - this.#word));
    let at = from;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      const small = code | 32;
      if (code > 127 || kinds[code] !== kindOf.letter || (small === this.#last && small === this.#before)) break;
      this.#before = this.#last;
      this.#last = small;
      letters[this.length++] = small | this.#begin;
      this.#begin = 0;
    }
    return at;
  }

  #addOdd(code: number): void {
    const kind = kinds[code] as number;
    if (kind === kindOf.letter || kind === kindOf.digit) {
      if ((code | 32) === 0x72 && this.#last === 0x75 && this.#before === 0) this.#kinds |= kindOf.typed;
      this.#addLetter(code | 32);
    } else if (kind === kindOf.nothing) return;
    else if (kind >= kindOf.symbol && !this.#long && (this.length > this.#word || (kind & standsAlone) !== 0)) this.#addLetter(code);
    else this.#endWord();
  }

  /** Reads one character that is not ASCII and returns where the next one is. */
  #addOther(text: string, at: number, to: number): number {
    const code = text.charCodeAt(at);
    if (code < 0xd800 || code > 0xdbff) this.#addFolded(fold(code));
    else if (at + 1 === to) this.#half = code;
    else {
      this.#half = code;
      return at + 1 + this.#secondHalf(text.charCodeAt(at + 1));
    }
    return at + 1;
  }

  /** Ends the pair that a chunk or a character began; returns how many code units it took. */
  #secondHalf(code: number): 0 | 1 {
    const pair = code >= 0xdc00 && code <= 0xdfff;
    this.#addFolded(pair ? fold(((this.#half - 0xd800) << 10) + code - 0xdc00 + 0x10000) : gap);
    this.#half = 0;
    return pair ? 1 : 0;
  }

  #addFolded(folded: number): void {
    if (folded === nothing) return;
    if (folded > 0) return this.#addLetter(folded);
    const folding = foldingOf(folded);
    this.#reserve(folding.length);
    for (const one of folding) this.#addLetter(one);
  }

  #addLetter(letter: number): void {
    if (letter === gap) return this.#endWord();
    const plain = letter & codePoint;
    if ((letter & spaceless) !== 0) return this.#addWord(letter);
    if (plain === this.#last && plain === this.#before) {
      this.#kinds |= kindOf.run;
      if (this.#runIsLong(plain)) return;
    }
    this.#before = this.#last;
    this.#last = plain;
    this.#reserve(1);
    this.letters[this.length++] = letter | this.#begin;
    this.#begin = 0;
    this.#kinds |= plain < 128 ? (kinds[plain] as number) & ~kindOf.letter : 0;
    if (this.length - this.#word >= longestWord) this.#cutWord();
  }

  #runIsLong(letter: number): boolean {
    for (let back = 1; back <= longestRun; back++) if (((this.letters[this.length - back] ?? 0) & codePoint) !== letter) return false;
    return true;
  }

  /** A letter of a script without spaces is a word, so that a phrase is found anywhere in a run of them. */
  #addWord(letter: number): void {
    this.#endWord();
    this.#endSingles();
    this.#reserve(1);
    this.letters[this.length++] = letter | begins;
    this.#word = this.length;
  }

  #cutWord(): void {
    this.#endSingles();
    this.#keepLiterally();
    this.#word = this.length;
    this.#kinds = 0;
    this.#long = true;
  }

  #endWord(): void {
    if (this.length > this.#word && !this.#long) {
      if ((this.#kinds & ~kindOf.typed) !== 0) this.#readHidden();
      const size = this.length - this.#word;
      if (size === 1 && this.#singles < mostSingles) {
        if (this.#singles++ === 0) this.#firstSingle = this.#word;
      } else if (size > 0) {
        this.#endSingles();
        if (size <= 2) this.#writeOutTyped(this.#word, this.length);
      }
    }
    this.#word = this.length;
    this.#kinds = 0;
    this.#long = false;
    this.#begin = begins;
    this.#last = this.#before = 0;
  }

  /** A row of words of one letter is one word that was spaced out, or (up to two) words as they are typed: u, 2. */
  #endSingles(): void {
    const [singles, first] = [this.#singles, this.#firstSingle];
    this.#singles = 0;
    if (singles === 0) return;
    if (singles >= 3) {
      const found = this.#isHiding(first, first + singles) ? this.#respell(this.letters, first, first + singles) : null;
      if (found !== null) this.#replace(first, first + singles, found);
      return;
    }
    for (let at = first + singles - 1; at >= first; at--) this.#writeOutTyped(at, at + 1);
  }

  #writeOutTyped(from: number, to: number): void {
    const [one = 0, two = 0] = [this.letters[from], to - from === 2 ? this.letters[from + 1] : 0];
    const word = typedWords.get((one & codePoint) | ((two & codePoint) << 8));
    if (word !== undefined && (one & codePoint) < 128 && (two & codePoint) < 128) this.#replace(from, to, word);
  }

  /** Letters and digits in one word. */
  #isHiding(from: number, to: number): boolean {
    let [letter, digit] = [false, false];
    for (let at = from; at < to; at++) {
      const one = (this.letters[at] as number) & codePoint;
      if (one >= 0x30 && one <= 0x39) digit = true;
      else letter = true;
    }
    return letter && digit;
  }

  #readHidden(): void {
    const from = this.#word;
    let to = this.length;
    while (to > from && endsOnly(this.letters[to - 1] as number)) to--;
    const hidden = (this.#kinds & kindOf.hiding) !== 0 || this.#isHiding(from, to);
    const found = hidden ? this.#respell(this.letters, from, to) : null;
    if (found === null) this.#keepLiterally();
    else {
      this.length = to;
      this.#replace(from, to, found);
    }
  }

  /** Symbols are no letters after all: what follows one begins a word. */
  #keepLiterally(): void {
    let kept = this.#word;
    let begin = 0;
    for (let at = this.#word; at < this.length; at++) {
      const letter = this.letters[at] as number;
      if ((kinds[letter & codePoint] ?? 0) >= kindOf.symbol) begin |= begins;
      else {
        this.letters[kept++] = letter | begin;
        begin = 0;
      }
    }
    this.length = kept;
    this.#begin |= begin;
  }

  /** Puts one word in the place of letters. */
  #replace(from: number, to: number, word: readonly number[]): void {
    this.#reserve(word.length);
    const grown = word.length - (to - from);
    this.letters.copyWithin(to + grown, to, this.length);
    for (let at = 0; at < word.length; at++) this.letters[from + at] = (word[at] as number) | (at === 0 ? begins : 0);
    this.length += grown;
    if (this.#word >= to) this.#word += grown;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.letters.length) return;
    const grown = new Int32Array(2 ** Math.ceil(Math.log2(this.length + more + longestWord)));
    grown.set(this.letters.subarray(0, this.length));
    this.letters = grown;
  }
}
