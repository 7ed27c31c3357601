// Letters as steps of an automaton that knows 32 symbols: one for each of a–z, two for a digit, four for any other letter.
import { codePoint } from './fold.ts';

const digit = 27;
/** A letter outside a–z: this, then its code point in three steps of five bits. Whoever finds a pattern compares its letters. */
const other = 30;
export const mostSteps = 4;

const plain = Array.from({ length: 128 }, (_, code): readonly number[] =>
  code >= 0x61 ? [code & 31] : [digit + ((code - 0x30) >> 2), 1 + ((code - 0x30) & 3)],
);

export function stepsOfLetter(letter: number): readonly number[] {
  const code = letter & codePoint;
  return plain[code] ?? [other, (code >> 10) & 31, (code >> 5) & 31, code & 31];
}

/** How many steps a letter that is not one of a–z makes. */
export const stepCount = (letter: number): number => ((letter & codePoint) < 128 ? 2 : mostSteps);
