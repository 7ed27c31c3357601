// Whether letters that were found stand there as the phrase does: its words apart as they are, or hidden by other spacing
// (“k i l l”, “killmyself”, “sui.cide”) where no ordinary text reads like that.
import { begins, codePoint, lookedAlike, spaceless } from './fold.ts';
import type { PhrasePart } from './phrase-parts.ts';

const traitsOf = {
  startsInside: 1,
  endsInside: 2,
  /** May stand as one word. */
  joins: 4,
  /** Is written in another script throughout, which only looks like Latin. */
  foreign: 8,
} as const;

export const patternTraits = Object.assign(
  (letters: Int32Array, part: Pick<PhrasePart, 'startsInside' | 'endsInside'>): number =>
    (part.startsInside ? traitsOf.startsInside : 0) |
    // One letter anywhere would be found everywhere.
    (part.endsInside && letters.length > 1 ? traitsOf.endsInside : 0) |
    (joins(letters) ? traitsOf.joins : 0) |
    (letters.every((letter) => (letter & lookedAlike) !== 0) ? traitsOf.foreign : 0),
  traitsOf,
);

/** Two short words may make another word (“the rapist”); long ones, or several, make none. */
function joins(letters: Int32Array): boolean {
  const starts: number[] = [];
  letters.forEach((letter, at) => {
    if ((letter & begins) !== 0) starts.push(at);
  });
  const sizes = starts.map((start, index) => (starts[index + 1] ?? letters.length) - start);
  if (sizes.length < 2 || letters.some((letter) => (letter & spaceless) !== 0)) return false;
  return sizes.length === 2 ? sizes.every((size) => size >= 4) : letters.length >= 9;
}

/** Cut words of fewer letters read like other words. */
const fewestCut = 6;
const fewestMoved = 8;
const fewestSpelled = 3;

/**
 * Whether `text[start, start + size)` is the pattern, whose letters are `letters[from, from + size)`. The caller has seen to
 * the end: that the word ends there unless the pattern may end inside one.
 */
export function standsThere(text: Int32Array, start: number, letters: Int32Array, from: number, size: number, traits: number): boolean {
  let [pieces, words, spacing, foreign] = [0, 0, 0, 0];
  for (let at = 0; at < size; at++) {
    const [here, there] = [text[start + at] as number, letters[from + at] as number];
    if (((here ^ there) & codePoint) !== 0) return false;
    if ((here & begins) !== 0) pieces++;
    if ((there & begins) !== 0) words++;
    if (((here ^ there) & begins) !== 0 && at > 0) spacing++;
    if ((here & lookedAlike) !== 0) foreign++;
  }
  if (foreign === size && (traits & traitsOf.foreign) === 0) return false;
  const starts = ((text[start] as number) & begins) !== 0;
  if (!starts) return (traits & traitsOf.startsInside) !== 0 && spacing === 0;
  if (spacing === 0) return true;
  if (pieces === 1) return (traits & traitsOf.joins) !== 0;
  if (pieces === size) return size >= fewestSpelled;
  return size >= fewestMoved || (size >= fewestCut && words === 1);
}
