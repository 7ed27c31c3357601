// The head of an origin's answer (RFC 9112 §4), and where its body ends (§6.3). What could end in two places is refused.
import type { Header } from '../exchange/exchange.ts';
import { fieldsOf } from '../exchange/fields.ts';
import { readFields } from './field-block.ts';

export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
  /** Minor version: 0 or 1. */
  readonly minor: number;
}

const statusLine = /^HTTP\/1\.([01]) (\d{3})(?: ([\t\x20-\x7e\x80-\xff]*))?$/;

/** Reads a head in Latin-1 with the empty line that ends it; `null`: it is not HTTP/1. */
export function readResponseHead(text: string): ResponseHead | null {
  const end = text.indexOf('\r\n');
  const line = statusLine.exec(text.slice(0, end));
  if (line === null) return null;
  const headers = readFields(text.slice(end + 2, -2));
  if (headers === null) return null;
  return { status: Number(line[2]), statusText: line[3] ?? '', headers, minor: Number(line[1]) };
}

/** Bytes of the body, or how its end is told. */
export type ResponseFraming = number | 'chunked' | 'until-close';

/** How long the body is that follows a head; `null`: nobody can tell, so that nothing of the answer may be used. */
export function framingOf(head: ResponseHead, method: string): ResponseFraming | null {
  const told = framingTold(head);
  // RFC 9112 §6.3 (1): these end with their head, whatever it tells; what it tells must make sense all the same.
  return told !== null && (method === 'HEAD' || head.status === 204 || head.status === 304) ? 0 : told;
}

/** RFC 9112 §7.2. */
const compressions: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'compress', 'x-compress']);

function framingTold({ headers, minor }: ResponseHead): ResponseFraming | null {
  const codings = fieldsOf(headers, 'transfer-encoding');
  const lengths = fieldsOf(headers, 'content-length');
  if (codings.length > 0) {
    // A length beside a transfer coding is how one answer is made to look like two.
    if (lengths.length > 0 || codings.length > 1 || minor === 0) return null;
    const coding = codings[0]?.toLowerCase() ?? '';
    // Where chunks are not what comes last, the body ends with the connection (RFC 9112 §6.3 (4)); where they might be, nobody knows. A
    // compression that nobody asked for (§7.4) would go on without its name, and neither we nor the client could read it.
    if (coding === 'chunked') return 'chunked';
    return /^[a-z-]+$/.test(coding) && !coding.includes('chunked') && !compressions.has(coding) ? 'until-close' : null;
  }
  if (lengths.length === 0) return 'until-close';
  const [length = ''] = lengths;
  return lengths.length === 1 && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/** Whether the origin keeps the connection (RFC 9112 §9.3). */
export function isKept({ headers, minor }: ResponseHead): boolean {
  const says = (token: RegExp): boolean => fieldsOf(headers, 'connection').some((value) => token.test(value));
  return !says(closeToken) && (minor === 1 || says(keepToken));
}

// White space around a token is space and tab only.
const closeToken = /(?:^|,)[\t ]*close[\t ]*(?:,|$)/i;
const keepToken = /(?:^|,)[\t ]*keep-alive[\t ]*(?:,|$)/i;
