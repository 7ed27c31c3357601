// A visit without a browser: mark-up, styles, modules' imports and manifests are read as a browser reads them, and nothing is run. What
// scripts ask for while they run it cannot know, and says so.
import { Readable } from 'node:stream';
import { decodedBody } from '../../exchange/decoded-body.ts';
import { discard } from '../../exchange/discard.ts';
import type { FetchThroughPipeline } from '../../exchange/internal-request.ts';
import { wholeOf } from '../../exchange/whole-body.ts';
import { browserFields } from '../browser-fields.ts';
import { fetchLesson, type LessonFetch, type NeedFetch, type NeedOutcome } from '../lesson-fetch.ts';
import { isMissingIcon } from './missing-icon.ts';
import { noSigns, type PageSigns } from './page-signs.ts';
import { longestRobots, type ReadRobots, type RobotsBook } from './robots.ts';
import type { VisitedRequest, VisitOptions, VisitOutcome, VisitResult } from './visit.ts';
import { notesOf } from './visit-notes.ts';

export interface StaticVisitParts {
  readonly fetch: FetchThroughPipeline;
  /** `null`: sites are not asked what programs may fetch. */
  readonly robots: RobotsBook | null;
  /** Why no browser opens the page; stands in the result. */
  readonly instead: string;
}

export async function staticVisit(options: VisitOptions, { fetch, robots, instead }: StaticVisitParts): Promise<VisitResult> {
  const { url, group, at, permits, limits, signal, progress } = options;
  const began = performance.now();
  const readRobots =
    (within: AbortSignal): ReadRobots =>
    async (address) => {
      const need = { url: address, kind: 'manifest', cors: false, alternative: false, referrer: null } as const;
      const response = await fetch({ url: address, headers: browserFields(need), group, at, permits }, within);
      if (response.failure !== undefined || response.stopped !== null) {
        discard(response);
        return null;
      }
      const { body, headers, status } = response;
      const bytes = body instanceof Readable ? await wholeOf(body, longestRobots) : body;
      return { status, text: bytes === null ? '' : Buffer.from(await decodedBody(headers, bytes, longestRobots)).toString('utf8') };
    };
  const mayAsk = (address: string, within: AbortSignal): Promise<boolean> =>
    robots === null ? Promise.resolve(true) : robots.mayAsk(address, readRobots(within));
  // A visit asks about permissions that may never be given: nothing is waited for.
  const fetched = await fetchLesson({ url, group, at, permits, fetch, limits, signal, progress, mayAsk, approvalWait: 0, usualIcon: true });
  const requests = [...fetched.outcomes.values()].map(requestOf).filter((one) => !isMissingIcon(one));
  const path = pathOf(url, fetched);
  const signs = signsOf(path, fetched);
  const cutShort = requests.some(({ outcome }) => outcome.is === 'left-out' && outcome.because === 'limit');
  return {
    by: 'crawler',
    instead,
    requests,
    path,
    title: signs.title,
    picture: null,
    notes: notesOf({ by: 'crawler', requests, path, signs, cutShort }),
    bytes: fetched.bytes,
    milliseconds: Math.round(performance.now() - began),
    cutShort,
  };
}

function requestOf({ need, outcome, bytes }: NeedFetch): VisitedRequest {
  return {
    url: need.url,
    host: new URL(need.url).host,
    kind: need.kind,
    method: 'GET',
    from: need.referrer,
    alternative: need.alternative,
    status: outcome.kind === 'fetched' ? outcome.status : outcome.kind === 'blocked' ? 403 : null,
    bytes,
    outcome: outcomeOf(outcome),
  };
}

function outcomeOf(outcome: NeedOutcome): VisitOutcome {
  switch (outcome.kind) {
    case 'fetched':
      return { is: 'fetched', key: outcome.key, notStored: outcome.notStored, hit: outcome.hit, warned: outcome.warned };
    case 'blocked':
      return { is: 'blocked', stopped: outcome.stopped };
    case 'failed':
      return { is: 'failed', why: outcome.title };
    case 'left-out':
      return { is: 'left-out', because: outcome.because };
    case 'broken':
    case 'gone-round':
      return { is: outcome.kind };
  }
}

/** From the page that was asked for over its redirects; documents only redirect to documents. */
function pathOf(url: string, { outcomes }: LessonFetch): string[] {
  const documents = [...outcomes.values()].filter(({ need }) => need.kind === 'document').map(({ need }) => need.url);
  return documents.length === 0 ? [url] : documents;
}

function signsOf(path: readonly string[], { outcomes }: LessonFetch): PageSigns {
  const outcome = outcomes.get(path.at(-1) ?? '')?.outcome;
  return (outcome?.kind === 'fetched' ? outcome.signs : null) ?? noSigns;
}
