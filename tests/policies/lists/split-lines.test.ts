import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestLine, LineSplitter } from '#policies/lists/split-lines.ts';

function linesOf(...pieces: readonly (string | Uint8Array)[]): (string | null)[] {
  const lines: (string | null)[] = [];
  const splitter = new LineSplitter({
    line: (text, line) => {
      expect(line).toBe(lines.length + 1);
      lines.push(text);
    },
    tooLong: (line) => {
      expect(line).toBe(lines.length + 1);
      lines.push(null);
    },
  });
  for (const piece of pieces) splitter.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
  splitter.end();
  return lines;
}

test('lines end with LF, CR LF or CR, and the last one with nothing', () => {
  expect(linesOf('a\r\nb\rc\n\nd')).toEqual(['a', 'b', 'c', '', 'd']);
  expect(linesOf('a\n')).toEqual(['a']);
  expect(linesOf('')).toEqual([]);
  expect(linesOf('\n')).toEqual(['']);
});

test('a CR LF that is cut in two is one end', () => expect(linesOf('a\r', '\nb\r', 'c')).toEqual(['a', 'b', 'c']));

test('a byte order mark is left out, at the beginning only', () => expect(linesOf('\uFEFFa\n\uFEFFb')).toEqual(['a', '\uFEFFb']));

test('what is not UTF-8 is shown as such, and its neighbours are whole', () =>
  expect(linesOf('a\n', Uint8Array.of(0xe9, 0x0a), 'b')).toEqual(['a', '\uFFFD', 'b']));

test('a line of 100 MB is one that is too long, in bounded memory', () => {
  const splitter: { lines: number[]; long: number[] } = { lines: [], long: [] };
  const one = new LineSplitter({ line: (_, line) => splitter.lines.push(line), tooLong: (line) => splitter.long.push(line) });
  one.push(new TextEncoder().encode('a\n'));
  const before = process.memoryUsage().rss;
  const piece = new Uint8Array(1 << 20).fill(0x78);
  for (let megabyte = 0; megabyte < 100; megabyte++) one.push(piece);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
  one.push(new TextEncoder().encode('\nb'));
  one.end();
  expect(splitter).toEqual({ lines: [1, 3], long: [2] });
});

test('however the bytes are cut, the lines are those of the whole', () => {
  const unit = fc.constantFrom('a', '\r', '\n', '\r\n', 'é', '😀', '\u0000', 'x'.repeat(3_000), 'ü'.repeat(longestLine / 2));
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 20 }), fc.integer({ min: 1, max: 5_000 }), (parts, size) => {
      const bytes = new TextEncoder().encode(parts.join(''));
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size));
      const plain = parts.join('').split(/\r\n|\n|\r/);
      if (plain.at(-1) === '') plain.pop();
      expect(linesOf(...pieces)).toEqual(plain.map((line) => (line.length > longestLine ? null : line)));
    }),
    { numRuns: 300 },
  );
});
