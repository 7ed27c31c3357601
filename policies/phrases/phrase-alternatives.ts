// Choices in a phrase: `(want to|wanna) die` is two phrases, `cut my( |)self` two spellings. So one line says what many would.

/** Phrases that one line may stand for. */
export const mostAlternatives = 400;

/** Every phrase that the text stands for, or what is wrong with it. */
export function alternativesOf(text: string): readonly string[] | { readonly problem: string } {
  const pieces = piecesOf(text);
  if (pieces === null) return { problem: 'A bracket is not closed, or stands inside another: write (one|other).' };
  let phrases = [''];
  for (const choices of pieces) {
    if (phrases.length * choices.length > mostAlternatives) return { problem: `A line stands for at most ${mostAlternatives} phrases.` };
    phrases = phrases.flatMap((phrase) => choices.map((choice) => phrase + choice));
  }
  return phrases;
}

/** The text as a row of choices; what stands outside brackets is no choice. `null` when brackets do not match. */
function piecesOf(text: string): string[][] | null {
  const pieces: string[][] = [];
  for (const [index, part] of text.split('(').entries()) {
    if (index === 0) {
      if (part.includes(')')) return null;
      pieces.push([part]);
      continue;
    }
    const [inside, outside, ...more] = part.split(')');
    if (inside === undefined || outside === undefined || more.length > 0) return null;
    pieces.push(inside.split('|'), [outside]);
  }
  return pieces;
}
