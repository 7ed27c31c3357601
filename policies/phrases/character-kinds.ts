// What each ASCII character is to somebody who reads words, and to somebody who hides them.
import { codePoint } from './fold.ts';

/** Kinds of characters, as bits that add up to the kinds of a word. */
export const kindOf = {
  gap: 0,
  letter: 1,
  digit: 2,
  /** Dropped without ending the word. */
  nothing: 4,
  /** May stand for a letter. */
  symbol: 8,
  /** May be a word that was typed for short. */
  typed: 32,
  /** Three or more of the same letter. */
  run: 64,
  hiding: 8 | 64,
} as const;

/** Bit of symbols that a word may begin with. */
export const standsAlone = 16;

/** Kind by ASCII code. */
export const kinds: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => kindAt(String.fromCharCode(code)));

function kindAt(character: string): number {
  if (/[a-z]/i.test(character)) return kindOf.letter;
  if (/\d/.test(character)) return kindOf.digit;
  if (/['`]/.test(character)) return kindOf.nothing;
  if (/[@$]/.test(character)) return kindOf.symbol | standsAlone;
  if (/[!|+*]/.test(character)) return kindOf.symbol;
  return /[^\t\n\v\f\r -~]/.test(character) ? kindOf.nothing : kindOf.gap;
}

/** Symbols that end a sentence more often than they are the last letter of a word. */
export const endsOnly = (letter: number): boolean => '!|+*'.includes(String.fromCodePoint(letter & codePoint));

const word = (text: string): readonly number[] => [...text].map((one) => one.charCodeAt(0));

/** Words as they are typed in a hurry: one or two characters (the second in the higher byte), and the word they mean. */
export const typedWords: ReadonlyMap<number, readonly number[]> = new Map(
  (
    [
      ['u', 'you'],
      ['r', 'are'],
      ['2', 'to'],
      ['4', 'for'],
      ['ur', 'your'],
    ] as const
  ).map(([typed, meant]) => [typed.charCodeAt(0) | ((typed.charCodeAt(1) || 0) << 8), word(meant)]),
);
