// The spelling of a phrase as it travels: parts joined by ` + `, each with `*` where its first or last word may go on.
import { fold, spaceless } from './fold.ts';
import { normalisePhrase } from './normalise.ts';

export interface PhrasePart {
  /** As it is spelt, with its stars. */
  readonly text: string;
  readonly words: string;
  readonly startsInside: boolean;
  readonly endsInside: boolean;
}

const joint = ' + ';
const longestPhrase = 200;
const mostParts = 8;

export function readParts(phrase: string): PhrasePart[] {
  return phrase.split(joint).map((text) => {
    const [startsInside, endsInside] = [text.startsWith('*'), text.length > 1 && text.endsWith('*')];
    return { text, words: text.slice(startsInside ? 1 : 0, endsInside ? -1 : text.length), startsInside, endsInside };
  });
}

/**
 * The phrase as it travels, from the parts as somebody wrote them; or what is wrong with it. Parts may have stars at their
 * ends; everything else is normalised.
 */
export function spellPhrase(parts: readonly string[]): { readonly phrase: string } | { readonly problem: string } {
  const spelt: string[] = [];
  for (const part of parts) {
    const trimmed = part.trim();
    const words = normalisePhrase(trimmed);
    if (words === '') return { problem: 'A phrase needs letters or digits.' };
    const letters = [...words];
    const start = trimmed.startsWith('*') && hasWords(letters[0]) ? '*' : '';
    const end = trimmed.length > 1 && trimmed.endsWith('*') && hasWords(letters.at(-1)) ? '*' : '';
    if (start + end !== '' && letters.length < 2) return { problem: 'A word that may go on needs two letters.' };
    spelt.push(start + words + end);
  }
  const phrase = [...new Set(spelt)].sort().join(joint);
  if (spelt.length > mostParts) return { problem: `A phrase has at most ${mostParts} parts.` };
  if (phrase.length > longestPhrase) return { problem: `A phrase has at most ${longestPhrase} characters.` };
  return { phrase };
}

/** In scripts without spaces a phrase may stand anywhere in a run of letters as it is. */
const hasWords = (letter = ' '): boolean => (fold(letter.codePointAt(0) ?? 0x20) & spaceless) === 0;
