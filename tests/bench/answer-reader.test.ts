// The benchmark's reader of answers: whole ones in whatever pieces they come, and nothing else.
import { expect, test } from 'vitest';
import { AnswerReader } from './load/answer-reader.ts';

const told = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\n3\r\nyou\r\n0\r\nX: trailer\r\n\r\n';
const empty = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

function bytesOf(text: string, size: number): number[] {
  const read: number[] = [];
  const reader = new AnswerReader((bytes) => void read.push(bytes));
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) reader.read(bytes.subarray(at, at + size));
  return read;
}

test.each([1, 2, 3, 7, 50, 10_000])('answers in a row, in pieces of %i', (size) =>
  expect(bytesOf(told + chunked + empty + told, size)).toEqual([5, 8, 0, 5]),
);

test('an answer that is not whole yet is none', () => expect(bytesOf(told.slice(0, -1), 10)).toEqual([]));

test.each([
  ['another status', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'],
  ['no end', 'HTTP/1.1 200 OK\r\n\r\n'],
  ['a chunk that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n'],
])('%s is an error', (_what, text) => expect(() => bytesOf(text, 1_000)).toThrow());
