// What this cache stores, which is less than RFC 9111 §3 allows: it is shared by a whole school, so anything that may have been
// made for one person stays out.
import type { Exchange, Header, OriginResponse } from '../exchange/exchange.ts';
import { hasField } from '../exchange/fields.ts';
import { requestDirectives, responseDirectives, storageForbidden } from './cache-control.ts';
import { freshnessOf, type Freshness } from './freshness.ts';
import { fieldValue, listElements } from './header-fields.ts';
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
  | 'authorization'
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

/** Hardly any field begins with an F or an X. */
const mayPlant = (name: string): boolean => 'fFxX'.includes(name.charAt(0));

/** `null`: the cache may be used for this request. */
export function bypassReason(exchange: Exchange): string | null {
  const { request, target } = exchange;
  if (target.scheme === 'ws' || target.scheme === 'wss') return 'websocket';
  if (exchange.judgement?.verdict.obligations.includes('do-not-record')) return 'do-not-record';
  if (request.body !== null && request.method !== 'POST') return 'request-body';
  if (hasField(request.headers, 'if-match') || hasField(request.headers, 'if-unmodified-since')) return 'precondition';
  for (const [name] of request.headers) if (mayPlant(name) && plantingField.test(name)) return 'unsafe-field';
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
  // A page that comes with a cookie may be that person's; what the origin declares everybody's is stored, and the cookie never is.
  if (hasField(response.headers, 'set-cookie') && !declaredShared(response.headers)) return { not: 'set-cookie' };
  const varyBy = varyNames(response.headers);
  if (varyBy === null) return { not: 'vary-any' };
  const directives = responseDirectives(response.headers);
  if (storageForbidden(directives, response.status)) return { not: 'no-store' };
  if (directives.has('private')) return { not: 'private' };
  // A request with cookies may have been answered for one person, whatever the origin forgot to say: it has to say `public`.
  // And what varies by cookie would have to be stored with the cookie.
  if (
    hasField(exchange.request.headers, 'cookie') &&
    (varyBy.includes('cookie') || !(directives.has('public') || directives.has('s-maxage')))
  )
    return { not: 'cookie' };
  // The same for credentials (RFC 9111 §3.5), but that `must-revalidate` alone is not taken as leave to share: origins send it with
  // pages for one person too.
  if (hasField(exchange.request.headers, 'authorization') && (varyBy.includes('authorization') || !declaredShared(response.headers)))
    return { not: 'authorization' };
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

/** The origin says that it is everybody's. */
function declaredShared(headers: readonly Header[]): boolean {
  const directives = responseDirectives(headers);
  return directives.has('public') || directives.has('s-maxage');
}

/** A request with credentials may be answered by what is stored only where the origin gives everybody the same, and lets everybody in. */
export function answersCredentials(stored: { readonly status: number; readonly headers: readonly Header[] }): boolean {
  return stored.status !== 401 && declaredShared(stored.headers);
}

/**
 * What an answer to POST may be stored as: the response to a later GET (RFC 9110 §9.3.3). Only when the origin says so itself, by
 * naming the same address as the content's and by a lifetime.
 */
export function answersLaterGet({ request }: Exchange, response: OriginResponse): boolean {
  if (request.method !== 'POST' || response.status !== 200) return false;
  const place = fieldValue(response.headers, 'content-location');
  if (place === null || URL.parse(place, request.url)?.href !== new URL(request.url).href) return false;
  const directives = responseDirectives(response.headers);
  return directives.has('max-age') || directives.has('s-maxage') || hasField(response.headers, 'expires');
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
