// What a visit comes to as a lesson's readiness.
import type { VisitedRequest, VisitResult } from './visit/visit.ts';
import { leftOutWords, whyNotKept, type Needed } from './readiness.ts';

/** Addresses that the cache stored what was visited under. */
export function keysOfVisit({ requests }: VisitResult): string[] {
  return requests.filter(({ method }) => method === 'GET').map(keyOf);
}

export function needsOfVisit({ requests, path }: VisitResult): Needed[] {
  return requests.map((request) => ({
    url: request.url,
    key: keyOf(request),
    page: path.includes(request.url),
    why: whyOf(request),
    // What a browser does not ask for nobody will miss, nor a sign in its tab that the site does not have.
    optional:
      (request.outcome.is === 'left-out' && (request.alternative || request.outcome.because === 'browser')) ||
      (new URL(request.url).pathname === '/favicon.ico' && (request.status ?? 0) >= 400),
  }));
}

function keyOf({ url, outcome }: VisitedRequest): string {
  return outcome.is === 'fetched' ? (outcome.key ?? url) : url;
}

function whyOf({ kind, method, status, outcome }: VisitedRequest): string | null {
  if (kind === 'websocket') return 'It is a live connection, which needs the site itself.';
  if (method !== 'GET') return 'It is sent to the site itself while the page is used.';
  switch (outcome.is) {
    case 'fetched':
      return whyNotKept(status ?? 200, outcome.notStored);
    case 'blocked':
      return outcome.stopped === null ? 'The school’s policy blocks it for this class.' : outcome.stopped.why;
    case 'failed':
      return `${outcome.why}.`.replace(/\.\.$/, '.');
    case 'broken':
      return 'The site broke off in the middle of it.';
    case 'left-out':
      if (outcome.because === 'browser') return 'The browser did not ask for it.';
      return outcome.because === 'limit'
        ? 'It was left out because the page needs more than is fetched in advance.'
        : leftOutWords[outcome.because];
    case 'gone-round':
      return 'The site sends visitors on to another address too often, or to one that cannot be opened.';
  }
}
