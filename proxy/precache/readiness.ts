// What a fetched lesson comes to: green, amber or red, and for each address that is missing why, in words for a teacher.
import type { Readiness } from '#policies/contracts/whitelist-request.ts';
import type { HttpCache } from '../cache/http-cache.ts';
import { unforeseeable } from './browser-fields.ts';
import type { LessonFetch, NeedOutcome } from './lesson-fetch.ts';

/** More are only counted. */
const namedMissing = 50;

const notStoredWords: Readonly<Record<string, string>> = {
  'no-store': 'The site forbids that a copy is kept.',
  private: 'The site says that its answer is for one person only, so no copy is kept for the class.',
  'set-cookie': 'The site gives every visitor a cookie of their own, so no copy is kept for the class.',
  'vary-any': 'The site makes a new answer for every visitor, so a copy could not be used.',
  'too-large': 'It is too large to be kept.',
  'do-not-record': 'It belongs to a confidential help site, of which nothing is kept.',
};
const notAllowed = 'The site does not allow that a copy is kept.';

const leftOutWords = {
  robots: 'The site asks programs not to fetch it in advance; a browser opens it all the same.',
  busy: 'The site asks to be left alone for a while, so it was not fetched.',
} as const;

function whyOf(outcome: NeedOutcome): string | null {
  switch (outcome.kind) {
    case 'blocked':
      return 'The school’s policy blocks it for this class.';
    case 'failed':
      return `${outcome.title}.`;
    case 'broken':
      return 'The site broke off in the middle of it.';
    case 'left-out':
      if (outcome.because !== 'limit') return leftOutWords[outcome.because];
      return 'It was left out because the page needs more than is fetched in advance.';
    case 'gone-round':
      return 'The site sends visitors on to another address too often, or to one that cannot be opened.';
    case 'fetched':
      if (outcome.status >= 400) return `The site answered with error ${outcome.status}.`;
      return outcome.notStored === null ? null : (notStoredWords[outcome.notStored] ?? notAllowed);
  }
}

/** Why an address that was fetched is not safely there for the lesson; `null`: it is. */
async function whyNotHeld(url: string, cache: HttpCache, until: number): Promise<{ stored: boolean; why: string | null }> {
  const held = await cache.holds(url, until);
  if (!held) return { stored: false, why: cache.diskFailures > 0 ? 'It could not be written to the filter’s disk.' : notAllowed };
  if (held.needsOrigin)
    return { stored: true, why: 'A copy is kept, but the site forbids its use when the site itself cannot be reached.' };
  if (held.variesBy.some((name) => unforeseeable.has(name)))
    return { stored: true, why: 'A copy is kept, but the site sends different browsers different copies, so it may not fit.' };
  return { stored: true, why: null };
}

export async function readinessOf(fetched: LessonFetch, cache: HttpCache, lessonEnd: number, at: number): Promise<Readiness> {
  const missing: { url: string; why: string }[] = [];
  let stored = 0;
  let pageIsThere = true;
  for (const [url, { need, outcome }] of fetched.outcomes) {
    let why = whyOf(outcome);
    let isStored = false;
    if (why === null && outcome.kind === 'fetched') ({ stored: isStored, why } = await whyNotHeld(outcome.key ?? url, cache, lessonEnd));
    if (isStored) stored += 1;
    // The page, and the steps that lead to it.
    if (need.kind === 'document' && !isStored) pageIsThere = false;
    if (why !== null && !(need.alternative && outcome.kind === 'left-out')) missing.push({ url, why });
  }
  const named = missing.slice(0, namedMissing);
  const rest = missing.length - named.length;
  if (rest > 0) named.push({ url: '', why: `${rest} more ${rest === 1 ? 'address is' : 'addresses are'} missing.` });
  const state = !pageIsThere ? 'red' : missing.length > 0 ? 'amber' : 'green';
  return { state, at, fetched: fetched.requests, stored, bytes: fetched.bytes, missing: named };
}
