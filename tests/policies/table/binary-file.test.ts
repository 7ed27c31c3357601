import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBinaryFile, writeBinaryFile } from '#policies/table/binary-file.ts';
import { damaged } from '#tests/policies/support/damaged.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';
import { opened } from '#tests/policies/support/imported.ts';

const columns = {
  bytes: Uint8Array.of(1, 2, 3),
  shorts: Uint16Array.of(1, 65535),
  signed: Int32Array.of(-1, 7, -2_147_483_648),
  words: Uint32Array.of(0xffffffff, 2),
  none: new Uint32Array(0),
};
const bytes = writeBinaryFile('SGTEST', { name: 'Größe', number: 7 }, columns);

test('head and columns are read back as they were written', () => {
  const file = opened(readBinaryFile('SGTEST', bytes));
  expect(file.head).toMatchObject({ name: 'Größe', number: 7 });
  expect(file.column('bytes', 'u8')).toEqual(columns.bytes);
  expect(file.column('shorts', 'u16')).toEqual(columns.shorts);
  expect(file.column('signed', 'i32')).toEqual(columns.signed);
  expect(file.column('words', 'u32')).toEqual(columns.words);
  expect(file.column('none', 'u32')).toEqual(columns.none);
  expect(file.column('words', 'i32')).toBeNull();
  expect(file.column('other', 'u32')).toBeNull();
});

test('columns are views of the file’s own bytes: nothing is copied', () => {
  expect(opened(readBinaryFile('SGTEST', bytes)).column('words', 'u32')?.buffer).toBe(bytes.buffer);
});

test('a file that lies at an odd place of a buffer is read all the same, whoever’s buffer it is', () => {
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  expect(opened(readBinaryFile('SGTEST', larger.subarray(3))).column('words', 'u32')).toEqual(columns.words);
  const ofNode = Buffer.from(larger.buffer, 3, bytes.length);
  expect(opened(readBinaryFile('SGTEST', ofNode)).column('words', 'u32')).toEqual(columns.words);
});

test.each([
  ['nothing at all', new Uint8Array(0), 'cut off'],
  ['a file cut in its head', bytes.slice(0, 40), 'cut off'],
  ['a file without its last byte of a column', bytes.slice(0, -8), 'cut off'],
  ['a file of another kind', writeBinaryFile('SGOTHER', {}, {}), 'another kind'],
  ['the magic of a longer name', writeBinaryFile('SGTESTS', {}, {}), 'another kind'],
])('%s is refused with a sentence', (_what, odd, problem) => {
  expect(readBinaryFile('SGTEST', odd)).toEqual({ problem: expect.stringContaining(problem) });
});

test.each([
  ['bytes in the other order', 12, 1, 'another machine'],
  ['a head that is no JSON', 16, 0x78, 'head cannot be read'],
  ['a head without end', 11, 0x7f, 'cut off'],
])('%s: refused', (_what, at, byte, problem) => {
  const odd = bytes.slice();
  odd[at] = byte;
  expect(readBinaryFile('SGTEST', odd)).toEqual({ problem: expect.stringContaining(problem) });
});

test.each(['"at":-8', '"at":0.5', '"at":4', '"at":null', '"at":9e99'])('a column at no place (%s) is refused', (place) => {
  const text = Buffer.from(bytes).toString('latin1').replace('"at":0', place);
  const odd = Buffer.from(text, 'latin1');
  odd.writeUInt32LE(odd.readUInt32LE(8) + place.length - '"at":0'.length, 8);
  expect(readBinaryFile('SGTEST', new Uint8Array(odd))).toHaveProperty('problem');
});

test('damaged bytes are refused, or give columns of the file and no fault', () => {
  fc.assert(
    fc.property(damaged(bytes), (odd) => {
      const file = readBinaryFile('SGTEST', odd);
      if ('problem' in file) return;
      for (const kind of ['u8', 'u16', 'i32', 'u32'] as const)
        for (const name of Object.keys(columns)) {
          const column = file.column(name, kind);
          if (column !== null) expect(column.byteOffset + column.byteLength).toBeLessThanOrEqual(column.buffer.byteLength);
        }
    }),
    runs(2_000),
  );
});
