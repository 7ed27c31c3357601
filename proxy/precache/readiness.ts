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

export const leftOutWords = {
  robots: 'The site asks programs not to fetch it in advance; a browser opens it all the same.',
  busy: 'The site asks to be left alone for a while, so it was not fetched.',
} as const;

/** Why the answer that came is none to keep; `null`: it is. */
export function whyNotKept(status: number, notStored: string | null): string | null {
  if (status >= 400) return `The site answered with error ${status}.`;
  return notStored === null ? null : (notStoredWords[notStored] ?? notAllowed);
}

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
      return whyNotKept(outcome.status, outcome.notStored);
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

/** Something that the lesson needs, as far as fetching it went. */
export interface Needed {
  readonly url: string;
  /** Address that the cache stored it under. */
  readonly key: string;
  /** The page, or a step that leads to it. */
  readonly page: boolean;
  /** Why it could not be fetched or stored, in words for a teacher. */
  readonly why: string | null;
  /** Not told of when it is missing. */
  readonly optional: boolean;
}

/** What of it is safely there until the lesson is over, and what is not. */
export async function heldFor(
  needs: readonly Needed[],
  cache: HttpCache,
  until: number,
): Promise<Pick<Readiness, 'stored' | 'missing'> & { readonly state: 'green' | 'amber' | 'red' }> {
  const missing: { url: string; why: string }[] = [];
  let stored = 0;
  let pageIsThere = true;
  for (const { url, key, page, why: wrong, optional } of needs) {
    const held = wrong === null ? await whyNotHeld(key, cache, until) : { stored: false, why: wrong };
    if (held.stored) stored += 1;
    if (page && !held.stored) pageIsThere = false;
    if (held.why !== null && !optional) missing.push({ url, why: held.why });
  }
  const named = missing.slice(0, namedMissing);
  const rest = missing.length - named.length;
  if (rest > 0) named.push({ url: '', why: `${rest} more ${rest === 1 ? 'address is' : 'addresses are'} missing.` });
  return { state: !pageIsThere ? 'red' : missing.length > 0 ? 'amber' : 'green', stored, missing: named };
}

export async function readinessOf(fetched: LessonFetch, cache: HttpCache, lessonEnd: number, at: number): Promise<Readiness> {
  const needs = [...fetched.outcomes].map(([url, { need, outcome }]): Needed => ({
    url,
    key: outcome.kind === 'fetched' ? (outcome.key ?? url) : url,
    page: need.kind === 'document',
    why: whyOf(outcome),
    optional: need.alternative && outcome.kind === 'left-out',
  }));
  const held = await heldFor(needs, cache, lessonEnd);
  return { ...held, at, fetched: fetched.requests, bytes: fetched.bytes };
}
