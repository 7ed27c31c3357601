// A part that is everything. Browsers ask for films with `Range: bytes=0-`; what comes is the whole under another status, and a
// class that watches one film must not fetch it thirty times.
import type { OriginResponse, OutgoingRequest } from '../exchange/exchange.ts';
import { asksForAll, lengthOfWholePart } from './byte-range.ts';
import { fieldValue, withoutFields } from './header-fields.ts';

/** Whether the request's range leaves nothing out. */
export function wantsAll({ headers }: OutgoingRequest): boolean {
  return asksForAll(fieldValue(headers, 'range') ?? '');
}

const ofThePart = new Set(['content-range', 'content-length']);

/** The response without a range that such a part stands for (RFC 9111 §3.3); any other response as it is. */
export function asWhole(request: OutgoingRequest, response: OriginResponse): OriginResponse {
  if (response.status !== 206 || !wantsAll(request)) return response;
  const length = lengthOfWholePart(fieldValue(response.headers, 'content-range') ?? '');
  const told = fieldValue(response.headers, 'content-length');
  if (length === null || (told !== null && told !== String(length))) return response;
  const headers = [...withoutFields(response.headers, ofThePart), ['Content-Length', String(length)] as const];
  return { ...response, status: 200, statusText: 'OK', headers };
}
