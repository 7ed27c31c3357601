// One spelling for phrases, as people read it in reports. What is searched in is folded by the same table (fold.ts).
import { codePoint, fold, foldingOf, gap, lookedAlike, nothing } from './fold.ts';
import { lookAlikes } from '../vocabulary/look-alikes.ts';

/**
 * Words in lower case with single spaces: compatibility forms (NFKC) and accents folded, apostrophes and characters that
 * are not seen (zero width, soft hyphen, direction marks) dropped, everything else that is no letter or digit a space.
 * Look-alikes of other scripts become Latin in words that hold a Latin letter; words wholly of another script stay.
 */
export function normalisePhrase(text: string): string {
  let words = '';
  for (const character of text) words += readAs(character);
  return words
    .replace(mixedWord, (word) => (/[a-z]/.test(word) ? word.replace(anyLookAlike, (one) => latinOf.get(one) ?? one) : word))
    .replace(/ +/g, ' ')
    .trim()
    .normalize('NFC');
}

const latinOf = new Map(Object.entries(lookAlikes).flatMap(([plain, alike]) => [...alike].map((one): [string, string] => [one, plain])));
const anyLookAlike = new RegExp(`[${[...latinOf.keys()].join('')}]`, 'gu');
const mixedWord = /[^ ]+/g;

/** Look-alikes of other scripts as they are, in lower case: whether they are meant as Latin is seen in the whole word only. */
function readAs(character: string): string {
  const folded = fold(character.codePointAt(0) ?? gap);
  if (folded === nothing) return '';
  let read = '';
  let alike = false;
  for (const one of folded < 0 ? foldingOf(folded) : [folded]) {
    alike ||= (one & lookedAlike) !== 0;
    read += String.fromCodePoint(one & codePoint);
  }
  return alike ? asWritten(character) : read;
}

const asWritten = (character: string): string =>
  character
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{Default_Ignorable_Code_Point}\u0300-\u036f]/gu, '')
    .replaceAll('ς', 'σ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ');
