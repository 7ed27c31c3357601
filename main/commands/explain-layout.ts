// An explanation as a technician reads it in a terminal: the sentence, then every fact below its head.
import type { Explanation } from '#policies/words/explanation.ts';

/** Lines for a terminal of `width` columns; what could move a cursor or turn text round is left out. */
export function explanationLines({ summary, facts }: Explanation, width: number): string[] {
  const heads = Math.max(...facts.map(({ term }) => term.length)) + 4;
  const room = Math.max(width - heads, 20);
  return [
    ...wrapped(summary, Math.max(width, 20)),
    '',
    ...facts.flatMap(({ term, lines }) =>
      lines.flatMap((line) => wrapped(line, room)).map((line, index) => `${`  ${index === 0 ? term : ''}`.padEnd(heads)}${line}`),
    ),
  ];
}

/** Broken between words; a word that is longer than a line stays whole, so that an address can be copied. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of harmless(text).split(/ +/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Escape sequences are control characters (ECMA-48 §5.3); a search term may hold any. */
const harmless = (text: string): string => text.toWellFormed().replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu, ' ');
