// Changed inputs, as chance and the format's own words make them. The same random numbers make the same changes.
import type { Random } from '#main/demo/random.ts';

/** What every reader of text or bytes is tried with, whatever it reads. */
const marks = [
  '\0',
  '\n',
  '\r\n',
  '%',
  '%00',
  '%2f',
  '%252e',
  '..',
  '//',
  '\\',
  '?',
  '#',
  '@',
  ':',
  '[',
  ']',
  '{',
  '}',
  '"',
  ',',
  '*',
  '|',
  '^',
  '$',
];
/** Full-width letters, a zero-width space, a combining accent, a dotless i, a right-to-left mark, an A-label. */
const letters = ['ａ', '。', '\u{200b}', '\u{301}', 'ı', '\u{202e}', 'xn--', 'ß', '\u{1f600}', '\u{feff}'];
const values = [
  '-1',
  '0',
  '0x7f',
  '65536',
  '4294967296',
  '1e9',
  '9007199254740993',
  '127.0.0.1',
  '::ffff:',
  'http://',
  'https://',
  'null',
  '__proto__',
];
const nasty: readonly Uint8Array[] = [...marks, ...letters, ...values].map((text) => new TextEncoder().encode(text));

/** Broken UTF-8, ends of ranges. */
const oddBytes = [0, 1, 0x7f, 0x80, 0xbf, 0xc0, 0xed, 0xf4, 0xfe, 0xff];
const oddNumbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

export interface Material {
  /** Everything kept so far, for splicing. */
  readonly corpus: readonly Uint8Array[];
  readonly words: readonly Uint8Array[];
  /** Bytes; longer results are cut. */
  readonly longest: number;
}

/** A copy of the input with one to sixteen changes. */
export function mutate(input: Uint8Array, random: Random, material: Material): Uint8Array {
  let bytes = input;
  // Mostly few: a change that keeps the rest valid gets deepest.
  const changes = 2 ** random.whole(0, 4);
  for (let change = 0; change < changes; change++) bytes = random.pick(ways)(bytes, random, material).subarray(0, material.longest);
  return bytes === input ? insertAt(bytes, random.whole(0, bytes.length), random.pick(nasty)) : bytes;
}

type Way = (bytes: Uint8Array, random: Random, material: Material) => Uint8Array;

const flipBit: Way = (bytes, random) => replaced(bytes, random, (byte) => byte ^ (1 << random.whole(0, 7)));
const oddByte: Way = (bytes, random) => replaced(bytes, random, () => random.pick(oddBytes));
const otherByte: Way = (bytes, random) => replaced(bytes, random, () => random.whole(0, 255));
const nearByte: Way = (bytes, random) => replaced(bytes, random, (byte) => byte + random.pick([-1, 1, 32, -32]));

const cut: Way = (bytes, random) => {
  const { from, to } = span(bytes, random);
  return join(bytes.subarray(0, from), bytes.subarray(to));
};
const truncate: Way = (bytes, random) => bytes.subarray(0, random.whole(0, bytes.length));
const repeat: Way = (bytes, random) => {
  const { from, to } = span(bytes, random);
  const times = random.chance(0.05) ? random.whole(100, 5_000) : random.whole(1, 8);
  return join(bytes.subarray(0, to), ...Array.from({ length: times }, () => bytes.subarray(from, to)), bytes.subarray(to));
};
const move: Way = (bytes, random) => {
  const { from, to } = span(bytes, random);
  return insertAt(join(bytes.subarray(0, from), bytes.subarray(to)), random.whole(0, bytes.length - (to - from)), bytes.subarray(from, to));
};
const insertWord: Way = (bytes, random, { words }) =>
  insertAt(bytes, random.whole(0, bytes.length), random.pick(words.length > 0 && random.chance(0.6) ? words : nasty));
const overwriteWord: Way = (bytes, random, { words }) => {
  const word = random.pick(words.length > 0 && random.chance(0.6) ? words : nasty);
  const at = random.whole(0, bytes.length);
  return join(bytes.subarray(0, at), word, bytes.subarray(Math.min(bytes.length, at + word.length)));
};
const splice: Way = (bytes, random, { corpus }) => {
  const other = random.pick(corpus);
  return join(bytes.subarray(0, random.whole(0, bytes.length)), other.subarray(random.whole(0, other.length)));
};
const insertOther: Way = (bytes, random, { corpus }) => {
  const other = random.pick(corpus);
  const { from, to } = span(other, random);
  return insertAt(bytes, random.whole(0, bytes.length), other.subarray(from, to));
};
/** A length or an offset of a binary format, either way round. */
const oddNumber: Way = (bytes, random) => {
  const width = random.pick([2, 4, 4, 8]);
  if (bytes.length < width) return bytes;
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  // Fields of formats are aligned more often than not.
  const at = random.whole(0, bytes.length - width) & (random.chance(0.7) ? -width : -1);
  const little = random.chance(0.8);
  const value = random.chance(0.5) ? random.pick(oddNumbers) : view.getUint16(at, little) + random.whole(-16, 16);
  if (width === 2) view.setUint16(at, value, little);
  else if (width === 4) view.setUint32(at, value, little);
  else view.setBigUint64(at, BigInt(Math.abs(value)), little);
  return copy;
};
/** Another decimal number in the place of one. */
const otherDigits: Way = (bytes, random) => {
  const at = bytes.findIndex((byte, index) => isDigit(byte) && index >= random.whole(0, bytes.length));
  if (at === -1) return bytes;
  let end = at;
  while (end < bytes.length && isDigit(bytes[end])) end++;
  return join(bytes.subarray(0, at), new TextEncoder().encode(String(random.pick(oddNumbers))), bytes.subarray(end));
};

/** Those that are there more than once are tried more often. */
const ofBytes: readonly Way[] = [flipBit, oddByte, otherByte, nearByte, nearByte, oddNumber, otherDigits];
const ofParts: readonly Way[] = [cut, cut, truncate, repeat, move, splice, insertOther];
const ofWords: readonly Way[] = [insertWord, insertWord, insertWord, overwriteWord, overwriteWord];
const ways = [...ofBytes, ...ofParts, ...ofWords];

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function replaced(bytes: Uint8Array, random: Random, by: (byte: number) => number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const copy = bytes.slice();
  const at = random.whole(0, bytes.length - 1);
  copy[at] = by(copy[at] ?? 0);
  return copy;
}

/** Mostly short: a part, not the half of everything. */
function span(bytes: Uint8Array, random: Random): { from: number; to: number } {
  const from = random.whole(0, bytes.length);
  const longest = bytes.length - from;
  return { from, to: from + random.whole(0, random.chance(0.75) ? Math.min(longest, 16) : longest) };
}

function insertAt(bytes: Uint8Array, at: number, what: Uint8Array): Uint8Array {
  return join(bytes.subarray(0, at), what, bytes.subarray(at));
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
