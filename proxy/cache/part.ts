// Parts of a body: what a stored one gives to whom, and what of an answer is a part that can be stored (RFC 9111 §3.3, §3.4).
import type { Header, OriginResponse, OutgoingRequest } from '../exchange/exchange.ts';
import { hasField } from '../exchange/fields.ts';
import { parseByteRange, type ByteRange } from './byte-range.ts';
import { rangeStillApplies } from './conditions.ts';
import type { Entry } from './entry.ts';
import { fieldValue } from './header-fields.ts';
import type { Part } from './stored-response.ts';

/** The part that an answer says it is; `null` where it says nothing that is whole in itself, or another length. */
export function partOf({ status, headers }: OriginResponse): Part | null {
  const match =
    status === 206 ? /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(fieldValue(headers, 'content-range')?.trim() ?? '') : null;
  if (!match) return null;
  const [from, to, total] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const told = fieldValue(headers, 'content-length');
  return from <= to && to < total && told === String(to - from + 1) ? { from, to, total } : null;
}

/** Bytes of the body that a request wants and a stored part has, counted from the part's beginning; `null`: it does not have them all. */
export function rangeWithin({ response, body }: Entry, request: OutgoingRequest): ByteRange | null {
  const { part } = response;
  if (part === null || !rangeStillApplies(request, response)) return null;
  const wanted = parseByteRange(fieldValue(request.headers, 'range') ?? '', part.total);
  if (wanted === null || wanted === 'unsatisfiable' || wanted.from < part.from || wanted.to > part.to) return null;
  // Of a part that is still arriving there is nothing but all of it.
  if (body.kind === 'arriving' && (wanted.from !== part.from || wanted.to !== part.to)) return null;
  return { from: wanted.from - part.from, to: wanted.to - part.from };
}

/** Whether a request is for a part that may be answered from a part: other conditions than `If-Range` are the origin's to answer. */
export function asksForPart(request: OutgoingRequest): boolean {
  const range = fieldValue(request.headers, 'range');
  if (request.method !== 'GET' || range === null || range.includes(',')) return false;
  return !hasField(request.headers, 'if-none-match') && !hasField(request.headers, 'if-modified-since');
}

/** `Content-Range` and `Content-Length` of bytes of a stored part. */
export function partFields({ from, total }: Part, within: ByteRange): Header[] {
  return [
    ['Content-Range', `bytes ${from + within.from}-${from + within.to}/${total}`],
    ['Content-Length', String(within.to - within.from + 1)],
  ];
}
