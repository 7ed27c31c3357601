// Heads and bodies of HTTP/1.1 messages: what is read, what is left to others or refused, and what can never be written.
import { describe, expect, test } from 'vitest';
import { answerHead } from '#proxy/http1/answer-head.ts';
import { ChunkReader } from '#proxy/http1/chunk-reader.ts';
import { readFields, writeFields } from '#proxy/http1/field-block.ts';
import { readRequestHead } from '#proxy/http1/request-head.ts';
import { framingOf, isKept, readResponseHead } from '#proxy/http1/response-head.ts';

describe('fields', () => {
  test('keep their order, case and duplicates, and lose the space around their values', () => {
    expect(readFields('Host:a\r\nX-B: \t one two \t\r\nx-b:\r\nC: \xe9"\r\n')).toEqual([
      ['Host', 'a'],
      ['X-B', 'one two'],
      ['x-b', ''],
      ['C', '\xe9"'],
    ]);
    expect(readFields('')).toEqual([]);
  });

  test.each([
    'A : b\r\n',
    ' A: b\r\n',
    'A: b\r\n c\r\n',
    'A: b\n',
    'A: b\r',
    'A\r\n',
    ': b\r\n',
    'A: \0\r\n',
    'A: b\rc\r\n',
    'A: b\nC: d\r\n',
    'É: b\r\n',
  ])('%j is none', (block) => expect(readFields(block)).toBeNull());

  test('are never written so that they could be read otherwise', () => {
    expect(
      writeFields([
        ['A', 'b'],
        ['C', ''],
      ]),
    ).toBe('A: b\r\nC: \r\n');
    for (const field of [
      ['A', 'b\r\nC: d'],
      ['A', 'b\n'],
      ['A', '\u0100'],
      ['A\r\nB', 'c'],
      ['A B', 'c'],
      ['', 'c'],
    ] as const)
      expect(() => writeFields([field])).toThrow(TypeError);
  });
});

const request = (line: string, ...fields: string[]): string => [line, ...fields, '', ''].join('\r\n');

describe('heads of requests', () => {
  test('without a body are read, in every form of the target', () => {
    expect(readRequestHead(request('GET /a?b=%20[1]|{}^~ HTTP/1.1', 'Host: a.test', 'Connection: Keep-Alive'))).toEqual({
      method: 'GET',
      requestTarget: '/a?b=%20[1]|{}^~',
      headers: [
        ['Host', 'a.test'],
        ['Connection', 'Keep-Alive'],
      ],
      close: false,
    });
    expect(readRequestHead(request('HEAD http://a.test:8080/ HTTP/1.1', 'Proxy-Connection: close'))).toMatchObject({
      method: 'HEAD',
      close: true,
    });
    expect(readRequestHead(request('OPTIONS /x HTTP/1.1'))).toMatchObject({ method: 'OPTIONS' });
  });

  test.each([
    ['POST / HTTP/1.1'],
    ['get / HTTP/1.1'],
    ['CONNECT a.test:443 HTTP/1.1'],
    ['GET / HTTP/1.0'],
    ['GET /  HTTP/1.1'],
    ['GET  / HTTP/1.1'],
    ['GET /a b HTTP/1.1'],
    ['GET /\xe9 HTTP/1.1'],
    ['GET /# HTTP/1.1'],
    ['GET /\\ HTTP/1.1'],
    ['GET * HTTP/1.1'],
    ['GET a.test/ HTTP/1.1'],
    ['GET http://u@a.test/ HTTP/1.1'],
    ['GET http://a.test HTTP/1.1'],
    ['GET http://[::1]/ HTTP/1.1'],
    ['GET / HTTP/1.1', 'Content-Length: 0'],
    ['GET / HTTP/1.1', 'Transfer-Encoding: chunked'],
    ['GET / HTTP/1.1', 'Expect: 100-continue'],
    ['GET / HTTP/1.1', 'Upgrade: websocket'],
    ['GET / HTTP/1.1', 'Connection: close, upgrade'],
    ['GET / HTTP/1.1', 'Connection : close'],
    ['GET / HTTP/1.1', ' folded'],
  ])('%j is left to others', (line, ...fields) => expect(readRequestHead(request(line, ...fields))).toBeNull());
});

const response = (line: string, ...fields: string[]): ReturnType<typeof readResponseHead> =>
  readResponseHead([line, ...fields, '', ''].join('\r\n'));
const framing = (method: string, line: string, ...fields: string[]): ReturnType<typeof framingOf> | 'no head' => {
  const head = response(line, ...fields);
  return head === null ? 'no head' : framingOf(head, method);
};

describe('heads of answers', () => {
  test('say status, reason and version', () => {
    expect(response('HTTP/1.1 200 OK, \xe9', 'A: b')).toEqual({ status: 200, statusText: 'OK, \xe9', headers: [['A', 'b']], minor: 1 });
    expect(response('HTTP/1.0 404')).toMatchObject({ status: 404, statusText: '', minor: 0 });
    for (const line of ['HTTP/2 200 OK', 'HTTP/1.1 20 OK', 'HTTP/1.1  200', 'ICY 200 OK', 'http/1.1 200 OK', 'HTTP/1.1 2000'])
      expect(response(line)).toBeNull();
    expect(response('HTTP/1.1 200 OK', 'A: b', ' c')).toBeNull();
  });

  test.each([
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length: 12'], 12],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: Chunked'], 'chunked'],
    ['GET', ['HTTP/1.1 200 OK'], 'until-close'],
    ['HEAD', ['HTTP/1.1 200 OK', 'Content-Length: 12'], 0],
    ['GET', ['HTTP/1.1 204 No Content', 'Content-Length: 12'], 0],
    ['GET', ['HTTP/1.1 304 Not Modified', 'Content-Length: 12'], 0],
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length: 12', 'Content-Length: 12'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length: 12, 12'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length: +12'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length: 0x12'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length:'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length: 9007199254740993'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Content-Length: 12', 'Transfer-Encoding: chunked'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: gzip, chunked'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: xchunked'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: identity'], 'until-close'],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: gzip'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: X-GZIP'], null],
    ['GET', ['HTTP/1.1 200 OK', 'Transfer-Encoding: own'], 'until-close'],
    ['GET', ['HTTP/1.0 200 OK', 'Transfer-Encoding: chunked'], null],
  ] as const)('%s %j: %j', (method, [line, ...fields], expected) => expect(framing(method, line, ...fields)).toBe(expected));

  test('keep the connection, or do not', () => {
    const kept = (...lines: [string, ...string[]]): boolean => {
      const head = response(...lines);
      return head !== null && isKept(head);
    };
    expect(kept('HTTP/1.1 200 OK')).toBe(true);
    expect(kept('HTTP/1.1 200 OK', 'Connection: x, Close')).toBe(false);
    expect(kept('HTTP/1.0 200 OK')).toBe(false);
    expect(kept('HTTP/1.0 200 OK', 'Connection: Keep-Alive')).toBe(true);
  });
});

describe('chunks', () => {
  /** Body, and how many bytes followed it; read in pieces of this size. */
  function chunked(text: string, size: number): { body: string; after: number } | null {
    const bytes = Buffer.from(text, 'latin1');
    const reader = new ChunkReader();
    let body = '';
    for (let at = 0; at < bytes.length; at += size) {
      const piece = bytes.subarray(at, at + size);
      const end = reader.read(piece, (data) => void (body += data.toString('latin1')));
      if (end !== null) return { body, after: bytes.length - at - end };
    }
    return null;
  }

  test.each([1, 2, 3, 7, 1000])('come out whole in pieces of %i', (size) => {
    expect(chunked('5\r\nhello\r\nB;a=b;c\r\n, new\r\nworl\r\n1\r\nd\r\n0\r\nX: y\r\nZ:\r\n\r\nHTTP', size)).toEqual({
      body: 'hello, new\r\nworld',
      after: 4,
    });
    expect(chunked('0\r\n\r\n', size)).toEqual({ body: '', after: 0 });
    expect(chunked('5\r\nhel', size)).toBeNull();
  });

  test.each([
    'x\r\n',
    '\r\n',
    ' 5\r\nhello\r\n',
    '5 \r\nhello\r\n',
    '5\nhello\r\n0\r\n\r\n',
    '0x5\r\nhello\r\n',
    '-5\r\n',
    '+5\r\n',
    '5\r\nhello0\r\n\r\n',
    '5\r\nhello\n0\r\n\r\n',
    '5; \r\nhello\r\n',
    '5;a="b"\r\nhello\r\n',
    '100000000000000\r\n',
    'fffffffffffff1\r\n',
    '0\r\nX : y\r\n\r\n',
    '0\r\n folded\r\n\r\n',
    '0\r\nContent-Length: 5\r\n\r\n',
    `5;${'a'.repeat(5_000)}\r\n`,
    `0\r\n${'X: y\r\n'.repeat(5_000)}\r\n`,
  ])('%j is refused', (text) => {
    for (const size of [1, 1000]) expect(() => chunked(text, size)).toThrow(RangeError);
  });
});

describe('heads of our answers', () => {
  const date = (): string => 'Thu, 26 Nov 2026 10:00:00 GMT';
  const textOf = (answer: Parameters<typeof answerHead>[0], method = 'GET', close = false): string =>
    answerHead(answer, method, close, date).text;

  test('tell the length of the body, or that it comes in chunks, once', () => {
    const body = Buffer.from('abc');
    expect(textOf({ status: 200, headers: [['A', 'b']], body })).toBe(
      'HTTP/1.1 200 OK\r\nA: b\r\ndate: Thu, 26 Nov 2026 10:00:00 GMT\r\ncontent-length: 3\r\nconnection: keep-alive\r\n\r\n',
    );
    expect(
      textOf(
        {
          status: 200,
          headers: [
            ['Content-Length', '3'],
            ['Date', 'x'],
          ],
          body,
        },
        'GET',
        true,
      ),
    ).toBe('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nDate: x\r\nconnection: close\r\n\r\n');
    expect(textOf({ status: 404, statusText: 'Gone away', headers: [], body: null })).toContain('404 Gone away\r\n');
    expect(textOf({ status: 404, headers: [], body: null })).toContain('content-length: 0\r\n');
  });

  test('of HEAD, 204 and 304 promise no body', () => {
    for (const [status, method] of [
      [200, 'HEAD'],
      [204, 'GET'],
      [304, 'GET'],
    ] as const) {
      const head = answerHead({ status, headers: [], body: null }, method, false, date);
      expect(head.framing).toBe('none');
      expect(head.text).not.toMatch(/content-length|transfer-encoding/);
    }
  });

  test('cannot be split', () => {
    expect(() => textOf({ status: 200, headers: [['A', 'b\r\n\r\n<html>']], body: null })).toThrow(TypeError);
  });
});
