// Conditional requests: those that clients send and this cache answers, and those that it sends to validate (RFC 9111 §4.3).
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import { anyTagMatches, sameTagStrongly, sameTagWeakly } from './entity-tag.ts';
import { fieldValue, withoutFields } from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';
import type { StoredResponse } from './stored-response.ts';

/** The client holds what is stored: 304 (RFC 9110 §13.2.2). */
export function clientHasIt(request: OutgoingRequest, stored: StoredResponse): boolean {
  const noneMatch = fieldValue(request.headers, 'if-none-match');
  if (noneMatch !== null) return anyTagMatches(noneMatch, fieldValue(stored.headers, 'etag'));
  const written = fieldValue(request.headers, 'if-modified-since');
  const since = written === null ? null : parseHttpDate(written, stored.responseTime);
  if (since === null) return false;
  const modified = fieldValue(stored.headers, 'last-modified') ?? fieldValue(stored.headers, 'date') ?? '';
  const at = parseHttpDate(modified, stored.responseTime);
  return at !== null && at <= since;
}

/** Whether `If-Range` lets a part be sent (RFC 9110 §13.1.5): the same strong tag, or exactly the same date. */
export function rangeStillApplies(request: OutgoingRequest, stored: StoredResponse): boolean {
  const condition = fieldValue(request.headers, 'if-range');
  if (condition === null) return true;
  const tag = fieldValue(stored.headers, 'etag');
  if (condition.includes('"')) return tag !== null && sameTagStrongly(condition, tag);
  return condition === fieldValue(stored.headers, 'last-modified');
}

const clientConditions = new Set(['if-none-match', 'if-modified-since', 'if-range', 'range']);

/** The request that validates a stored response, or `null` when it has no validator. The client's own conditions are answered by us afterwards. */
export function validatingRequest(request: OutgoingRequest, stored: StoredResponse): OutgoingRequest | null {
  const tag = fieldValue(stored.headers, 'etag');
  const modified = fieldValue(stored.headers, 'last-modified');
  if (tag === null && modified === null) return null;
  const headers: Header[] = withoutFields(request.headers, clientConditions);
  if (tag !== null) headers.push(['If-None-Match', tag]);
  if (modified !== null) headers.push(['If-Modified-Since', modified]);
  return { ...request, headers };
}

export function unconditional(request: OutgoingRequest): OutgoingRequest {
  return { ...request, headers: withoutFields(request.headers, clientConditions) };
}

/** Whether a 304 speaks of this stored response (RFC 9111 §4.3.3): a tag that it names has to be the stored one. */
export function confirms(answer: readonly Header[], stored: StoredResponse): boolean {
  const tag = fieldValue(answer, 'etag');
  const storedTag = fieldValue(stored.headers, 'etag');
  return tag === null || storedTag === null || sameTagWeakly(tag, storedTag);
}
