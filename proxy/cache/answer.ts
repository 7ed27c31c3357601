// The answer that a stored response gives to a request: whole, a part, only its fields, or that the client has it already.
import type { Readable } from 'node:stream';
import type { Header, OriginResponse, OutgoingRequest } from '../exchange/exchange.ts';
import { andThen, type Soon } from '../exchange/soon.ts';
import { parseByteRange, type ByteRange } from './byte-range.ts';
import { cacheStatusField, type CacheStatus } from './cache-status.ts';
import { clientHasIt, rangeStillApplies } from './conditions.ts';
import { bodyLength, type Entry } from './entry.ts';
import { fieldValue, withoutFields } from './header-fields.ts';
import { currentAge, type StoredResponse } from './stored-response.ts';
import { wantsAll } from './whole-part.ts';

/** Fields of a 304 (RFC 9110 §15.4.5), and those that a browser updates its own copy with. */
const sentWithNotModified = new Set([
  'cache-control',
  'content-location',
  'date',
  'etag',
  'expires',
  'vary',
  'last-modified',
  'content-security-policy',
  'access-control-allow-origin',
  'set-cookie',
]);
const lengthField = new Set(['content-length']);
const rangeField = new Set(['content-range']);

export type OpenBody = (entry: Entry, range: ByteRange | null) => Soon<Readable | Uint8Array>;

/** Fields without `Content-Length`, of what is answered with again and again. */
const described = new WeakMap<StoredResponse, readonly Header[]>();

/** Rejects with what `open` rejects with when the body turns out to be damaged. */
export function answerFrom(entry: Entry, request: OutgoingRequest, now: number, status: CacheStatus, open: OpenBody): Soon<OriginResponse> {
  const { response, body } = entry;
  const added: Header[] = [['Age', String(Math.floor(currentAge(response, now)))], cacheStatusField(status)];
  if (response.status === 200 && clientHasIt(request, response)) {
    const headers = response.headers.filter(([name]) => sentWithNotModified.has(name.toLowerCase()));
    return { status: 304, statusText: 'Not Modified', headers: [...headers, ...added], body: null };
  }
  const whole = { status: response.status, statusText: response.statusText };
  if (response.bodyless) return { ...whole, headers: [...response.headers, ...added], body: null };
  // What a stored field says of the length is only repeated while the true length is not known.
  const bytes = bodyLength(entry);
  const length: Header[] = bytes === null ? [] : [['Content-Length', String(bytes)]];
  const fields = fieldsBesideLength(response);
  if (request.method === 'HEAD') return { ...whole, headers: [...fields, ...length, ...added], body: null };

  const asked = response.status === 200 ? fieldValue(request.headers, 'range') : null;
  const range = asked !== null && rangeStillApplies(request, response) ? asked : null;
  // Of a body that is still arriving there is nothing but all of it.
  const part = range === null || bytes === null || !(body.kind === 'stored' || wantsAll(request)) ? null : parseByteRange(range, bytes);
  if (part === 'unsatisfiable') {
    const headers: Header[] = [
      ...withoutFields(fields, rangeField),
      ['Content-Range', `bytes */${bytes}`],
      ['Content-Length', '0'],
      ...added,
    ];
    return { status: 416, statusText: 'Range Not Satisfiable', headers, body: new Uint8Array(0) };
  }
  if (part) {
    const headers: Header[] = [
      ...withoutFields(fields, rangeField),
      ['Content-Range', `bytes ${part.from}-${part.to}/${bytes}`],
      ['Content-Length', String(part.to - part.from + 1)],
      ...added,
    ];
    return andThen(open(entry, part), (opened) => ({ status: 206, statusText: 'Partial Content', headers, body: opened }));
  }
  return andThen(open(entry, null), (opened) => ({ ...whole, headers: [...fields, ...length, ...added], body: opened }));
}

function fieldsBesideLength(response: StoredResponse): readonly Header[] {
  const known = described.get(response);
  if (known !== undefined) return known;
  const fields = withoutFields(response.headers, lengthField);
  described.set(response, fields);
  return fields;
}
