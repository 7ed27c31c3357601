// What the proxy saw of a visit, and what the browser says it asked for, as one list: the proxy knows what was judged and stored, the
// browser what never came to the proxy.
import { isMissingIcon } from '../missing-icon.ts';
import type { VisitedRequest, VisitKind } from '../visit.ts';
import type { Asked } from './visited-page.ts';

const kinds: Readonly<Record<string, VisitKind>> = {
  Document: 'frame',
  Stylesheet: 'style',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  TextTrack: 'track',
  Manifest: 'manifest',
  XHR: 'fetch',
  Fetch: 'fetch',
  EventSource: 'fetch',
};
const tooManyRedirects = 'net::ERR_TOO_MANY_REDIRECTS';

/** @param error the browser's own word for why the page itself did not open */
export function joinedRequests(seen: readonly VisitedRequest[], asked: readonly Asked[], error: string | null): VisitedRequest[] {
  const byUrl = new Map<string, Asked>();
  for (const one of asked) if (!byUrl.has(one.url)) byUrl.set(one.url, one);
  const joined = new Map<string, VisitedRequest>();
  for (const request of seen) {
    const key = `${request.method} ${request.url}`;
    const before = joined.get(key);
    // Parts of a film, or a second look at the same picture: one object.
    if (before === undefined) joined.set(key, withBrowsersWord(request, byUrl.get(request.url)));
    else joined.set(key, { ...before, bytes: before.bytes + request.bytes });
  }
  if (error === tooManyRedirects) markLastStep(joined);
  const known = new Set(seen.map(({ url }) => url));
  for (const one of byUrl.values()) {
    const request = known.has(one.url) ? null : onlyBrowserKnows(one);
    if (request !== null) joined.set(request.url, request);
  }
  return [...joined.values()].filter((one) => !isMissingIcon(one));
}

/** Without `Sec-Fetch-Dest`, which plain http does not have, a frame looks like a page. */
function withBrowsersWord(request: VisitedRequest, asked: Asked | undefined): VisitedRequest {
  if (asked === undefined) return request;
  const isFrame = request.kind === 'document' && !asked.isPage;
  return { ...request, kind: isFrame ? 'frame' : asked.isPage ? 'document' : request.kind, from: asked.from ?? request.from };
}

function markLastStep(joined: Map<string, VisitedRequest>): void {
  const last = [...joined].findLast(([, { kind }]) => kind === 'document');
  if (last !== undefined) joined.set(last[0], { ...last[1], outcome: { is: 'gone-round' } });
}

function onlyBrowserKnows({ url, type, from, isPage, status, error }: Asked): VisitedRequest | null {
  // The browser itself went to https instead.
  if (status !== null && status >= 300 && status < 400) return null;
  const outcome: VisitedRequest['outcome'] =
    error !== null
      ? /^net::ERR_(?!BLOCKED|ABORTED)/.test(error)
        ? { is: 'failed', why: 'It could not be reached' }
        : { is: 'left-out', because: 'browser' }
      : status !== null
        ? // In a tunnel that the school's policy leaves unread.
          { is: 'fetched', key: null, notStored: 'unread', hit: false, warned: null }
        : { is: 'left-out', because: 'browser' };
  const kind = isPage ? 'document' : (kinds[type] ?? 'other');
  return { url, host: new URL(url).host, kind, method: 'GET', from, alternative: false, status, bytes: 0, outcome };
}
