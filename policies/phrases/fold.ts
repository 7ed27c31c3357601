// One code point at a time to the letters it is read as. Nothing depends on neighbours, so a text folds alike wherever it
// is cut into chunks.
import { lookAlikes } from '../vocabulary/look-alikes.ts';

// A folded letter is a number: its code point, and what must be known about it.
/** The code point of a letter. */
export const codePoint = 0x1fffff;
/** The letter begins a word. Set by whoever joins letters to words. */
export const begins = 1 << 21;
/** The letter was of another script and only looks like the Latin letter it is read as. */
export const lookedAlike = 1 << 22;
/** The letter's script has no spaces between words. */
export const spaceless = 1 << 23;

/** How a code point is read when it is more than one letter. */
export type Folding = readonly number[];
/** What stands between words. */
export const gap = 32;
/** What is not seen, or an accent. */
export const nothing = 0;

/** Not seen, or a mark over letters that read the same without it; the voicing marks of kana make other letters. */
const accents =
  /^[\p{Default_Ignorable_Code_Point}'’‘ʼ`´\u0640[[[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]&&\p{Mn}]--[\u3099\u309a]]]$/v;
const control = /^[\p{Cc}--[\t\n\v\f\r\u0085]]$/v;
const letter = /^[\p{L}\p{N}\p{M}]$/u;
const latin = /^\p{Script=Latin}$/u;
const withoutSpaces =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3099\u309a\u30fc]$/u;

/** Letters that are written as two, or as another form of themselves. */
const spelled: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
]);
const latinFor: ReadonlyMap<string, string> = new Map(
  Object.entries(lookAlikes).flatMap(([plain, alike]) => [...alike].map((one): [string, string] => [one, plain])),
);

/** Letters in boxes, circles and flags, which have no compatibility form: first code point of each alphabet. */
const enclosed = [0x1f150, 0x1f170, 0x1f1e6];

const pages: (Int32Array | undefined)[] = [];
const longer: Folding[] = [];

/**
 * How a code point is read: `nothing`, `gap`, one letter with its marks, or (negative) one of `foldingOf`. Lone halves of
 * surrogate pairs are gaps.
 */
export function fold(code: number): number {
  const page = (pages[code >> 8] ??= new Int32Array(256).fill(unknown));
  const known = page[code & 255] ?? unknown;
  return known === unknown ? (page[code & 255] = remember(foldSlowly(code))) : known;
}
const unknown = -0x80000000;

/** The letters and gaps of a negative answer of `fold`. */
export const foldingOf = (folded: number): Folding => longer[-1 - folded] ?? [];

function remember(folding: Folding): number {
  const [first = nothing] = folding;
  return folding.length <= 1 ? first : -longer.push(folding);
}

function foldSlowly(code: number): Folding {
  if (code >= 0xd800 && code <= 0xdfff) return [gap];
  const alphabet = enclosed.find((from) => code >= from && code < from + 26);
  if (alphabet !== undefined) return [0x61 + code - alphabet];
  const character = String.fromCodePoint(code);
  if (accents.test(character) || control.test(character)) return [];
  const folding: number[] = [];
  for (const part of decomposed(character)) {
    if (accents.test(part)) continue;
    for (const one of spelled.get(part) ?? part) folding.push(letter.test(one) ? letterOf(one) : gap);
  }
  return folding;
}

/** Compatibility forms apart and in lower case; twice, because some small letters have compatibility forms of their own. */
function decomposed(character: string): string {
  const once = character.normalize('NFKC').toLowerCase().normalize('NFKD');
  return once.toLowerCase().normalize('NFKD');
}

function letterOf(one: string): number {
  const plain = latinFor.get(one);
  if (plain !== undefined) return (plain.codePointAt(0) ?? gap) | (latin.test(one) ? 0 : lookedAlike);
  const code = one.codePointAt(0) ?? gap;
  if (/^\p{Nd}$/u.test(one)) return digitOf(one) ?? code;
  return withoutSpaces.test(one) ? code | spaceless : code;
}

/** Digits of other scripts stand in runs of ten, from zero up. */
function digitOf(one: string): number | null {
  const code = one.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value++) if (!/^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) return 0x30 + value;
  return null;
}
