// Answers of origins: whatever we pass on, llhttp reads as the same head, the same body, and the same place where the next answer
// begins. What we refuse may be refused for less.
import { ChunkReader } from '#proxy/http1/chunk-reader.ts';
import { framingOf, isKept, readResponseHead } from '#proxy/http1/response-head.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { readByLlhttp } from './llhttp.ts';
import { mustBe } from './must-be.ts';

const seeds = [
  'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n',
  'HTTP/1.0 404 Not Found\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 301 \r\nLocation: /x\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nConnection: close, x\r\n\r\nuntil the end',
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n',
  'HTTP/1.1 200\r\nX-Folded: a\r\n b\r\nContent-Length: 1\r\n\r\nx',
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\nTransfer-Encoding: gzip, chunked\r\n\r\nabc',
];

/** What we make of an answer: head, body, and how many bytes it took; `null` where we refuse it or it has not all come. */
function ours(
  bytes: Buffer,
): { head: NonNullable<ReturnType<typeof readResponseHead>>; body: Buffer; taken: number | 'until-close' } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = readResponseHead(bytes.toString('latin1', 0, end + 4));
  if (head === null || head.status < 200) return null;
  const framing = framingOf(head, 'GET');
  const rest = bytes.subarray(end + 4);
  if (framing === null) return null;
  if (framing === 'until-close') return { head, body: rest, taken: 'until-close' };
  if (framing !== 'chunked') return rest.length < framing ? null : { head, body: rest.subarray(0, framing), taken: end + 4 + framing };
  const reader = new ChunkReader();
  const pieces: Buffer[] = [];
  try {
    // In two pieces, parted somewhere in the middle: nothing may depend on how bytes arrive.
    const middle = rest.length >> 1;
    const first = reader.read(rest.subarray(0, middle), (piece) => void pieces.push(piece));
    const length =
      first ??
      add(
        middle,
        reader.read(rest.subarray(middle), (piece) => void pieces.push(piece)),
      );
    return length === null ? null : { head, body: Buffer.concat(pieces), taken: end + 4 + length };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const add = (before: number, more: number | null): number | null => (more === null ? null : before + more);

export const fuzzTarget: FuzzTarget = {
  name: 'response',
  once(sent) {
    const bytes = Buffer.from(sent);
    const read = ours(bytes);
    if (read === null) return;
    const { head, body, taken } = read;
    const until = taken === 'until-close' ? bytes : bytes.subarray(0, taken);
    const { messages, refused } = readByLlhttp('response', until, { ends: taken === 'until-close' });
    const [theirs, second] = messages;
    mustBe(!refused && theirs !== undefined && second === undefined, 'llhttp takes the answer too, as one');
    if (theirs === undefined) return;
    mustBe(taken === 'until-close' || theirs.complete, 'the answer ends in the same place');
    mustBe(body.equals(theirs.body), 'the body is read the same');
    mustBe(head.status === theirs.status && `1.${head.minor}` === theirs.version, 'status and version are read the same');
    mustBe(JSON.stringify(theirs.fields) === JSON.stringify(head.headers.flat()), 'every field is read the same');
    if (taken !== 'until-close') mustBe(!isKept(head) || theirs.keepAlive, 'no connection is kept that llhttp would end');
  },
  seeds: seeds.map((text) => new Uint8Array(Buffer.from(text, 'latin1'))),
  words: [
    '\r\n',
    '\r\n\r\n',
    ': ',
    'HTTP/1.0 ',
    'transfer-encoding: ',
    'content-length: ',
    'chunked',
    'identity',
    '\r\n ',
    '\t',
    '\n',
    '\0',
    '0\r\n\r\n',
    ';',
  ],
};
