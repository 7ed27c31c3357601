// The words of the phrases by how they are hidden: digits and symbols for letters (k1ll, $elf), letters drawn out (kiiill),
// vowels starred out (su*cide). Only words that a phrase holds can be found, so that no other word turns into one.
import { begins, codePoint } from './fold.ts';

/** What digits and symbols stand for. `i` and `l` are one class, because `1`, `!` and `|` are either. */
const standsFor: Readonly<Record<string, string>> = {
  l: 'i',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  '0': 'o',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '6': 'g',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
};
const classOf = Uint8Array.from({ length: 128 }, (_, code) =>
  (standsFor[String.fromCharCode(code)] ?? String.fromCharCode(code)).charCodeAt(0),
);
const star = 0x2a;
const isVowel = Uint8Array.from({ length: 128 }, (_, code) => ('aeiou*'.includes(String.fromCharCode(code)) ? 1 : 0));

type Word = readonly number[];
/** Words with the same hash that are looked at: a hostile list must not make every word slow. */
const mostAlike = 8;

export class Spellings {
  readonly #spelt = new Map<number, Word[]>();
  readonly #starred = new Map<number, Word[]>();

  /** Words are code points of letters; order and repetition do not matter. */
  constructor(words: Iterable<Word>) {
    const sorted = [...words].sort((a, b) => b.length - a.length || compareWords(a, b));
    for (const word of sorted) {
      if (word.length < 2 || word.some((letter) => letter > 127)) continue;
      put(this.#spelt, speltHash(word, 0, word.length), word);
      if (word.length > 3) put(this.#starred, starredHash(word, 0, word.length), word);
    }
  }

  /** The word that these letters, digits and symbols hide, or `null`. Bounded work for each of them. */
  find(letters: Int32Array, from: number, to: number): Word | null {
    let [real, signs, stars] = [0, 0, 0];
    for (let at = from; at < to; at++) {
      const letter = (letters[at] as number) & codePoint;
      if (letter > 127) return null;
      if (letter === star) stars++;
      else if (letter >= 0x61 && letter <= 0x7a) real++;
      else signs++;
    }
    // One letter beside several digits is a road, a postcode, a size: A55, D13.
    if (real === 0 || (signs > real && real + signs < 5)) return null;
    if (stars > 0)
      return (this.#starred.get(starredHash(letters, from, to)) ?? []).find((word) => isStarred(letters, from, to, word)) ?? null;
    const alike = this.#spelt.get(speltHash(letters, from, to)) ?? [];
    // A word of a phrase that is written so hides no other.
    return alike.find((word) => isWritten(letters, from, to, word)) ?? alike.find((word) => isSpelt(letters, from, to, word)) ?? null;
  }
}

function put(map: Map<number, Word[]>, hash: number, word: Word): void {
  const known = map.get(hash);
  if (known === undefined) map.set(hash, [word]);
  else if (known.length < mostAlike && !known.some((one) => compareWords(one, word) === 0)) known.push(word);
}

const readAs = (letter: number): number => classOf[letter & codePoint & 127] as number;
type Letters = ArrayLike<number>;

/** FNV-1a over the classes of letters, repeated ones once. */
function speltHash(letters: Letters, from: number, to: number): number {
  let hash = 0x811c9dc5;
  let last = 0;
  for (let at = from; at < to; at++) {
    const letter = readAs(letters[at] as number);
    if (letter !== last) hash = Math.imul(hash ^ letter, 0x01000193);
    last = letter;
  }
  return hash;
}

function starredHash(letters: Letters, from: number, to: number): number {
  let hash = 0x811c9dc5 ^ (to - from);
  for (let at = from; at < to; at++) {
    const letter = (letters[at] as number) & codePoint & 127;
    hash = Math.imul(hash ^ (isVowel[letter] === 1 ? star : letter), 0x01000193);
  }
  return hash;
}

/** Same classes in the same order; as many of each, or drawn out to three and more. */
function isSpelt(letters: Int32Array, from: number, to: number, word: Word): boolean {
  let at = from;
  for (let of = 0; of < word.length;) {
    const letter = readAs(word[of] as number);
    const [textRun, wordRun] = [runAt(letters, at, to, letter), runAt(word, of, word.length, letter)];
    if (textRun !== wordRun && (textRun < 3 || textRun < wordRun)) return false;
    at += textRun;
    of += wordRun;
  }
  return at === to;
}

function runAt(letters: Letters, from: number, to: number, letter: number): number {
  let at = from;
  while (at < to && readAs(letters[at] as number) === letter) at++;
  return at - from;
}

function isWritten(letters: Int32Array, from: number, to: number, word: Word): boolean {
  return word.length === to - from && word.every((letter, index) => ((letters[from + index] as number) & codePoint) === letter);
}

function isStarred(letters: Int32Array, from: number, to: number, word: Word): boolean {
  if (word.length !== to - from) return false;
  return word.every((letter, index) => [star, letter].includes((letters[from + index] as number) & codePoint));
}

function compareWords(a: Word, b: Word): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const order = (a[at] as number) - (b[at] as number);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The words between the marks that begin them. */
export function wordsIn(letters: ArrayLike<number>): number[][] {
  const words: number[][] = [];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as number;
    if ((letter & begins) !== 0 || words.length === 0) words.push([]);
    words.at(-1)?.push(letter & codePoint);
  }
  return words;
}
