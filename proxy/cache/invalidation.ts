// A successful request that changes something makes what is stored about it untrue (RFC 9111 §4.4).
import type { OriginResponse, OutgoingRequest } from '../exchange/exchange.ts';
import { fieldValue } from './header-fields.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Addresses whose stored responses must not be used any longer: the request's own, and those of the same origin that the answer names. */
export function invalidated(request: OutgoingRequest, response: OriginResponse): string[] {
  if (safe.has(request.method) || response.failure || response.status < 200 || response.status >= 400) return [];
  const own = new URL(request.url);
  const urls = new Set([request.url]);
  for (const name of ['location', 'content-location']) {
    const value = fieldValue(response.headers, name);
    const named = value === null ? null : URL.parse(value, own.href);
    if (named?.origin !== own.origin) continue;
    named.hash = '';
    urls.add(named.href);
  }
  return [...urls];
}
