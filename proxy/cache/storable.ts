// What this cache stores, which is less than RFC 9111 §3 allows: it is shared by a whole school, so anything that may have been
// made for one person stays out.
import type { Exchange, Header, OriginResponse } from '../exchange/exchange.ts';
import { requestDirectives, responseDirectives } from './cache-control.ts';
import { freshnessOf, type Freshness } from './freshness.ts';
import { fieldValue, hasField, listElements } from './header-fields.ts';
import { varyNames } from './vary.ts';

/** Tokens for `Cache-Status`: why a response was not stored. */
export type NotStored =
  | 'origin-failed'
  | 'partial'
  | 'set-cookie'
  | 'vary-any'
  | 'no-store'
  | 'private'
  | 'cookie'
  | 'not-cacheable'
  | 'nothing-to-gain'
  | 'too-large'
  | 'disk';

/**
 * Request fields that some origins write into their pages without naming them in `Vary`. Whoever sends one could plant a
 * response for everybody else, so such requests neither fill this cache nor are answered by it.
 */
const plantingField =
  /^(?:forwarded|x-forwarded(?:-.+)?|x-original-(?:url|host)|x-rewrite-url|x-host|x-http-(?:method|host)(?:-override)?|x-method-override|x-real-ip|x-wap-profile)$/i;

/** `null`: the cache may be used for this request. */
export function bypassReason(exchange: Exchange): string | null {
  const { request, target } = exchange;
  if (target.scheme === 'ws' || target.scheme === 'wss') return 'websocket';
  if (exchange.judgement?.verdict.obligations.includes('do-not-record')) return 'do-not-record';
  if (request.body !== null) return 'request-body';
  if (hasField(request.headers, 'authorization')) return 'authorization';
  if (hasField(request.headers, 'if-match') || hasField(request.headers, 'if-unmodified-since')) return 'precondition';
  if (request.headers.some(([name]) => plantingField.test(name))) return 'unsafe-field';
  if (requestDirectives(request.headers).has('no-store')) return 'no-store';
  return null;
}

export type Storability = { readonly freshness: Freshness } | { readonly not: NotStored };

export function storability(
  exchange: Exchange,
  response: OriginResponse,
  times: { readonly requestTime: number; readonly responseTime: number },
): Storability {
  if (response.failure) return { not: 'origin-failed' };
  if (response.status === 206 || response.status === 304) return { not: 'partial' };
  if (hasField(response.headers, 'set-cookie')) return { not: 'set-cookie' };
  const varyBy = varyNames(response.headers);
  if (varyBy === null) return { not: 'vary-any' };
  const directives = responseDirectives(response.headers);
  if (directives.has('no-store')) return { not: 'no-store' };
  if (directives.has('private')) return { not: 'private' };
  // A request with cookies may have been answered for one person, whatever the origin forgot to say: it has to say `public`.
  // And what varies by cookie would have to be stored with the cookie.
  if (
    hasField(exchange.request.headers, 'cookie') &&
    (varyBy.includes('cookie') || !(directives.has('public') || directives.has('s-maxage')))
  )
    return { not: 'cookie' };
  const freshness = freshnessOf({
    url: exchange.request.url,
    request: exchange.request.headers,
    status: response.status,
    headers: response.headers,
    ...times,
  });
  if (freshness === null) return { not: 'not-cacheable' };
  const reusable = freshness.lifetime + Math.max(freshness.staleIfError, freshness.staleWhileRevalidate) > freshness.initialAge;
  // A lesson's page is kept even if it is stale at once: it may be all there is when the origin fails.
  if (!reusable && !hasValidator(response.headers) && exchange.purpose !== 'precache') return { not: 'nothing-to-gain' };
  return { freshness };
}

export function hasValidator(headers: readonly Header[]): boolean {
  return hasField(headers, 'etag') || hasField(headers, 'last-modified');
}

/** Fields that a qualified `no-cache` or `private` keeps out of the store (RFC 9111 §5.2.2.4), and what is worked out anew for each answer. */
export function fieldsNotStored(headers: readonly Header[]): ReadonlySet<string> {
  const named = responseDirectives(headers).argument('no-cache');
  return new Set(['age', 'set-cookie', ...listElements(named ?? '').map((name) => name.toLowerCase())]);
}

/** The stored form of response fields; `Date` is added where the origin sent none (RFC 9110 §6.6.1). */
export function storedFields(headers: readonly Header[], responseTime: number): Header[] {
  const left = fieldsNotStored(headers);
  const stored = headers.filter(([name]) => !left.has(name.toLowerCase()));
  return fieldValue(stored, 'date') === null ? [...stored, ['Date', new Date(responseTime).toUTCString()]] : stored;
}
