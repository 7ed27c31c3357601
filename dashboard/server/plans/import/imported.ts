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
  let end = found.length;
  while (end > 0 && ('.,;:!?'.includes(found.charAt(end - 1)) || closesNothing(found.slice(0, end)))) end -= 1;
  return found.slice(0, end);
}

/** `…/Oxbow_(lake)` ends with a bracket of its own; `(see …/lake)` does not. */
function closesNothing(found: string): boolean {
  const pair = { ')': '(', ']': '[' }[found.at(-1) ?? ''];
  return pair !== undefined && found.split(pair).length < found.split(found.at(-1) ?? '').length;
}

/** Words without what people put between them and an address. */
export function trimmed(words: string): string {
  let [from, to] = [0, words.length];
  while (from < to && dressing.test(words.charAt(from))) from += 1;
  while (from < to && dressing.test(words.charAt(to - 1))) to -= 1;
  return words.slice(from, to).replace(/\s+/g, ' ').slice(0, 500);
}
const dressing = /[\s\-–—*•·:|>.,)\]<([]/;
