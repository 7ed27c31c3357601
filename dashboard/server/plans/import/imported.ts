// What a reader of somebody's list, file, calendar or document finds.
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';

export interface Found {
  readonly links: { readonly url: string; readonly what: string }[];
  readonly lessons: LessonRef[];
  readonly problems: { readonly line: number; readonly problem: string }[];
}

export const nothingFound = (): Found => ({ links: [], lessons: [], problems: [] });

/** An address in running text, up to what cannot be a part of it; sentence marks and brackets at its end are the sentence's. */
const address = /\bhttps?:\/\/[^\s<>"'`\\^{}|]{3,4000}/gi;

export function addressesIn(text: string): string[] {
  return [...text.matchAll(address)].map(([found]) => withoutSentence(found));
}

function withoutSentence(found: string): string {
  // `…/Oxbow_(lake)` ends with a bracket of its own; `(see …/lake)` does not.
  const unopened = new Map([')', ']'].map((close) => [close, count(found, close) - count(found, close === ')' ? '(' : '[')]));
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    const closing = unopened.get(last);
    if (!'.,;:!?'.includes(last) && !(closing !== undefined && closing > 0)) break;
    if (closing !== undefined) unopened.set(last, closing - 1);
  }
  return found.slice(0, end);
}

const count = (text: string, mark: string): number => text.split(mark).length - 1;

/** Words without what people put between them and an address. */
export function trimmed(words: string): string {
  let [from, to] = [0, words.length];
  while (from < to && dressing.test(words.charAt(from))) from += 1;
  while (from < to && dressing.test(words.charAt(to - 1))) to -= 1;
  return words.slice(from, to).replace(/\s+/g, ' ').slice(0, 500);
}
const dressing = /[\s\-–—*•·:|>.,)\]<([]/;
