// The few words around a phrase that are kept of a longer text. The rest of what somebody wrote is nobody's business.

const longest = 200;
/** Characters of context on either side, cut at words. */
const context = 60;

/**
 * The shortest run of whole words for which `found` still says yes, with a little around it; at most 200 characters. Long
 * numbers, which may be a card's or a telephone's, are left out.
 *
 * @param found whether a part of the text holds what was found in the whole of it
 */
export function excerptOf(text: string, found: (part: string) => boolean): string {
  const words = [...text.matchAll(/\S+/g)].map((word) => ({ from: word.index, to: word.index + word[0].length }));
  const last = words.at(leastThat(words.length - 1, (count) => found(text.slice(0, words[count]?.to))))?.to ?? text.length;
  const most = words.findLastIndex(({ from }) => from < last);
  const skipped = most - leastThat(most, (kept) => found(text.slice(words[most - kept]?.from, last)));
  const first = words[skipped]?.from ?? 0;
  const [from, to] = [wordFrom(words, first - context, first), wordTo(words, last + context, last)];
  const part = `${from === (words[0]?.from ?? 0) ? '' : '…'}${text.slice(from, to)}${to === (words.at(-1)?.to ?? to) ? '' : '…'}`;
  const said = part.replace(/\s+/g, ' ').replace(/\d(?:[ -]?\d){6,}/g, '…');
  return (said.length <= longest ? said : `${said.slice(0, longest - 1)}…`).toWellFormed();
}

interface Word {
  readonly from: number;
  readonly to: number;
}

const wordFrom = (words: readonly Word[], at: number, otherwise: number): number => words.find(({ from }) => from >= at)?.from ?? otherwise;
const wordTo = (words: readonly Word[], at: number, otherwise: number): number =>
  Math.max(otherwise, words.findLast(({ to }) => to <= at)?.to ?? otherwise);

/** The least number from 0 to `most` that holds, where all greater ones hold too; `most` where none does. */
function leastThat(most: number, holds: (number: number) => boolean): number {
  let [low, high] = [0, Math.max(0, most)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
