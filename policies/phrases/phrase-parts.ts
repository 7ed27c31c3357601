// The spelling of a phrase as it travels: parts joined by ` + `, choices in a part by `|`, and `*` where the first or last word
// of a choice may go on.
import { fold, spaceless } from './fold.ts';
import { normalisePhrase } from './normalise.ts';

/** One choice of a part. */
export interface PhrasePart {
  /** As it is spelt, with its stars. */
  readonly text: string;
  readonly words: string;
  readonly startsInside: boolean;
  readonly endsInside: boolean;
}

export const joint = ' + ';
const longestChoice = 200;
const longestPhrase = 8_000;
/** As many as a byte has bits: what was found of a phrase is kept in one. */
export const mostParts = 8;

/** The parts of a phrase, each with its choices. */
export function readParts(phrase: string): PhrasePart[][] {
  return phrase.split(joint).map((part) =>
    part.split('|').map((text) => {
      const [startsInside, endsInside] = [text.startsWith('*'), text.length > 1 && text.endsWith('*')];
      return { text, words: text.slice(startsInside ? 1 : 0, endsInside ? -1 : text.length), startsInside, endsInside };
    }),
  );
}

/**
 * The phrase as it travels, from the choices of each part as somebody wrote them; or what is wrong with it. Choices may have
 * stars at their ends; everything else is normalised.
 */
export function spellPhrase(parts: readonly (readonly string[])[]): { readonly phrase: string } | { readonly problem: string } {
  const spelt = new Set<string>();
  for (const part of parts) {
    const choices = new Set<string>();
    for (const choice of part) {
      const one = spellChoice(choice.trim());
      if ('problem' in one) return one;
      choices.add(one.choice);
    }
    spelt.add([...choices].sort().join('|'));
  }
  const phrase = [...spelt].sort().join(joint);
  if (spelt.size > mostParts) return { problem: `A phrase has at most ${mostParts} parts.` };
  if (phrase.length > longestPhrase) return { problem: `All choices together have at most ${longestPhrase} characters.` };
  return { phrase };
}

function spellChoice(written: string): { readonly choice: string } | { readonly problem: string } {
  const words = normalisePhrase(written);
  if (words === '') return { problem: 'A phrase needs letters or digits.' };
  const letters = [...words];
  const start = written.startsWith('*') && hasWords(letters[0]) ? '*' : '';
  const end = written.length > 1 && written.endsWith('*') && hasWords(letters.at(-1)) ? '*' : '';
  if (start + end !== '' && letters.length < 2) return { problem: 'A word that may go on needs two letters.' };
  if (letters.length > longestChoice) return { problem: `A phrase has at most ${longestChoice} characters.` };
  return { choice: start + words + end };
}

/** In scripts without spaces a phrase may stand anywhere in a run of letters as it is. */
const hasWords = (letter = ' '): boolean => (fold(letter.codePointAt(0) ?? 0x20) & spaceless) === 0;
