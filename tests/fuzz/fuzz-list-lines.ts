// Lines out of bytes that come in pieces: however they are cut, the lines are those of the whole. The first bytes say where.
import { longestLine, LineSplitter } from '#policies/lists/split-lines.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

function linesOf(pieces: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter({
    line: (text, line) => {
      mustBe(line === lines.length + 1, 'lines are counted one by one');
      mustBe(text.length <= longestLine && !/[\r\n]/.test(text), 'a line is one line, and not too long');
      lines.push(text);
    },
    tooLong: (line) => {
      mustBe(line === lines.length + 1, 'lines are counted one by one');
      lines.push('too long');
    },
  });
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
}

function expected(bytes: Uint8Array): string[] {
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.length > longestLine ? 'too long' : line));
}

export const fuzzTarget: FuzzTarget = {
  name: 'list-lines',
  once(input) {
    const bytes = input.subarray(0, 8_192);
    const [first = 1, repeat = 0] = bytes;
    // Lines of any length, from few bytes.
    const text = Uint8Array.from(
      { length: (bytes.length - 2) * (1 + (repeat % 64)) },
      (_, at) => bytes[2 + (at % (bytes.length - 2))] ?? 0,
    );
    // Pieces of one byte only where the text is short: a run is to be quick.
    const size = Math.max(1 + first * (1 + (first & 7)) ** 3, Math.ceil(text.length / 500));
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.subarray(at * size, (at + 1) * size));
    const [cut, whole] = [linesOf(pieces), linesOf([text])];
    const plain = expected(text);
    mustBe(cut.length === plain.length && cut.every((line, at) => line === plain[at]), 'the pieces make the lines of the whole');
    mustBe(whole.length === plain.length && whole.every((line, at) => line === plain[at]), 'one piece makes the lines');
  },
  seeds: ['\u0001\u0000a\r\nb\rc\nd', '\u0003\u0001\uFEFFa\n\n\r\r\né\u0000', `\u0007\u003f${'x'.repeat(300)}\n`].map((text) =>
    new TextEncoder().encode(text),
  ),
  words: ['\r\n', '\r', '\n', '\uFEFF', '\u0000'],
};
