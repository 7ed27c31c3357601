// A stored response brought up to date by an answer without a body: 304, or the answer to HEAD (RFC 9111 §3.2, §4.3.4, §4.3.5).
import type { Header, OriginResponse, OutgoingRequest } from '../exchange/exchange.ts';
import { responseDirectives, storageForbidden } from './cache-control.ts';
import { sameTagWeakly } from './entity-tag.ts';
import { freshnessOf } from './freshness.ts';
import { fieldValue } from './header-fields.ts';
import { fieldsNotStored } from './storable.ts';
import type { StoredResponse } from './stored-response.ts';
import { selectingFields, varyNames } from './vary.ts';

/** These describe the stored body, which stays. */
const ofTheBody = new Set(['content-length', 'content-encoding', 'content-range', 'content-md5', 'transfer-encoding']);

function updatedFields(stored: readonly Header[], update: readonly Header[]): Header[] {
  const left = fieldsNotStored(update);
  const fresh = update.filter(([name]) => !ofTheBody.has(name.toLowerCase()) && !left.has(name.toLowerCase()));
  const replaced = new Set(fresh.map(([name]) => name.toLowerCase()));
  return [...stored.filter(([name]) => !replaced.has(name.toLowerCase())), ...fresh];
}

/** `null`: with its new fields the response must not be stored any longer. */
export function freshened(
  stored: StoredResponse,
  request: OutgoingRequest,
  update: readonly Header[],
  times: { readonly requestTime: number; readonly responseTime: number },
): StoredResponse | null {
  const headers = updatedFields(stored.headers, update);
  const names = varyNames(headers);
  const directives = responseDirectives(headers);
  if (names === null || storageForbidden(directives, stored.status) || directives.has('private')) return null;
  // The age is that of the answer that validated it, not that of the stored one.
  const age = fieldValue(update, 'age');
  const withAge: Header[] = age === null ? headers : [...headers, ['Age', age]];
  const freshness = freshnessOf({ url: stored.url, request: [], status: stored.status, headers: withAge, ...times });
  return (
    freshness && { ...stored, headers, selecting: selectingFields(names, request.headers), freshness, responseTime: times.responseTime }
  );
}

/** Whether an answer to HEAD speaks of what is stored: nothing that identifies the body differs. */
export function describesStored(answer: OriginResponse, stored: StoredResponse, length: number | null): boolean {
  if (answer.failure || answer.status !== stored.status) return false;
  const tag = fieldValue(answer.headers, 'etag');
  const storedTag = fieldValue(stored.headers, 'etag');
  if (tag !== null && (storedTag === null || !sameTagWeakly(tag, storedTag))) return false;
  const modified = fieldValue(answer.headers, 'last-modified');
  if (modified !== null && modified !== fieldValue(stored.headers, 'last-modified')) return false;
  const told = fieldValue(answer.headers, 'content-length');
  return told === null || length === null || Number(told) === length;
}
