import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePhrases } from '#policies/phrases/decode-phrases.ts';
import { parseE2guardian } from '#policies/phrases/parse-e2guardian.ts';
import { parseWordList } from '#policies/phrases/parse-word-list.ts';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';

const meta = { id: 'x', name: 'X', kind: 'weighted', folder: 'gambling', category: 'pornography' } as const;

describe('a list of weighted phrases', () => {
  const read = parseE2guardian(
    [
      '#listcategory: "Pornography (French)"',
      '# a comment',
      '',
      '< word ><20>',
      '<inside><30> # said why',
      '< starts><-5>',
      '<one>,< two ><50>',
      '<percent><15%>',
      '.Include</etc/lists/other/weighted>',
    ].join('\n'),
    meta,
  );
  test('is read with its category, points and parts', () => {
    expect(read.problems).toEqual([]);
    expect(read.includes).toEqual(['/etc/lists/other/weighted']);
    expect(read.list.category).toBe('pornography');
    expect(read.list.entries).toEqual([
      [4, 'score', 'word', { score: 20, cap: 20 }],
      [5, 'score', '*inside*', { score: 30, cap: 30 }],
      [6, 'score', 'starts*', { score: -5, cap: 5 }],
      [7, 'score', '*one* + two', { score: 50, cap: 50 }],
      [8, 'score', '*percent*', { score: 15, cap: 15 }],
    ]);
  });
  test('counts each phrase once, and no part of a word as the word', () => {
    const index = new PhraseIndex([read.list]);
    expect(index.read('word word sword').scores).toMatchObject([{ score: 20 }]);
    expect(index.read('sword').scores).toEqual([]);
    expect(index.read('xinsidex').scores).toMatchObject([{ score: 30 }]);
    expect(index.read('two and someone').scores).toMatchObject([{ score: 50 }]);
  });
});

test('banned phrases are enough alone; exceptions speak for the page in every category', () => {
  const banned = parseE2guardian('< virtual casino >\n<a>,<bb>', { ...meta, kind: 'banned' }).list;
  expect(banned).toMatchObject({ category: 'gambling', entries: [[1, 'score', 'virtual casino', { score: 1000 }]] });
  const exception = parseE2guardian('<casino royale>', { ...meta, id: 'y', kind: 'exception' }).list;
  const index = new PhraseIndex([banned, exception]);
  expect(index.read('virtual casino').scores).toMatchObject([{ score: 1000 }]);
  expect(index.read('virtual casino royale').scores).toMatchObject([{ score: 0 }]);
});

test.each([
  ['pornography', 'pornography', undefined],
  ['Badwords (Dutch)', 'bullying', undefined],
  ['GoodPhrases (News)', 'education', true],
  ['Warez Hacking', 'piracy', undefined],
])('what lies in “%s” is %s', (folder, category, everywhere) => {
  const { list } = parseE2guardian('< good ><-20>', { ...meta, folder });
  expect(list.category).toBe(category);
  expect(list.entries[0]?.[3]?.everywhere).toBe(everywhere);
});

test('what no category here is called counts as what the importer says, and is told', () => {
  const { list, problems } = parseE2guardian('#listcategory: "Knitting"\n<wool><5>', { ...meta, folder: 'wool' });
  expect(list.category).toBe('pornography');
  expect(problems).toEqual([{ line: 1, problem: 'No category here is called “Knitting”: its phrases count as pornography.' }]);
});

test('hours are read, and wrong ones told', () => {
  const { list, problems } = parseE2guardian('#time: 9 0 17 30 01234\n#time: 25 0 26 0 0\n#time: 17 0 9 0 1', meta);
  expect(list.hours).toEqual([{ days: [0, 1, 2, 3, 4], from: 540, to: 1050 }]);
  expect(problems.map(({ line }) => line)).toEqual([2, 3]);
});

test.each([
  ['<no weight>', /weight/],
  ['<unclosed><20', /weight/],
  ['words only', /between < and >/],
  ['<ga', /between < and >/],
  ['< / ><20>', /letters/],
  ['x<word><20>', /commas/],
  ['<one> and <two><20>', /commas/],
  ['<zero><0>', /nothing/],
  ['<heavy><99999>', /10000/],
  [`<${'x'.repeat(300)}><20>`, /200/],
  ['<a><20>', /two letters/],
  [`<${'x'.repeat(3000)}`, /too long/],
])('%s is a problem with its line and why', (line, why) => {
  const { list, problems } = parseE2guardian(`\n${line}`, meta);
  expect(list.entries).toEqual([]);
  expect(problems).toEqual([{ line: 2, problem: expect.stringMatching(why) as string }]);
});

test('whatever the bytes, every line is read, told or a comment', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<', '>', '<a b>', '<20>', ',', '#', '\n', '\r'))),
      (parts) => {
        const text = parts.join('');
        const { list, problems } = parseE2guardian(text, meta);
        const lines = text.split(/\r\n|\n|\r/).length;
        for (const line of [...list.entries.map(([each]) => each), ...problems.map(({ line: each }) => each)])
          expect(line >= 1 && line <= lines).toBe(true);
      },
    ),
  );
});

describe('bytes of old lists', () => {
  const of = (...bytes: number[]) => Uint8Array.from(bytes);
  test.each([
    ['UTF-8', of(0xc3, 0xa9), 'french/x', 'é'],
    ['Latin-1', of(0xe9), 'french/x', 'é'],
    ['Windows-1251', of(0xf5, 0xf3, 0xe9), 'russian-1251/x', 'хуй'],
    ['KOI8-R', of(0xc8, 0xd5, 0xca), 'russian-koi8-r/x', 'хуй'],
    ['Shift_JIS', of(0x8f, 0x97), 'japanese/x', '女'],
    ['EUC-JP', of(0xbd, 0xf7), 'japanese/x', '女'],
    ['GBK', of(0xbc, 0xcb), 'chinesegb2312/x', '妓'],
    ['ISO-8859-2', of(0xb3), 'polish/x', 'ł'],
    ['nothing known', of(0x81), 'other/x', '\u0081'],
  ])('%s', (_, bytes, path, text) => {
    expect(decodePhrases(bytes, path)).toBe(text);
  });
  test('are told apart line by line', () => {
    expect(decodePhrases(of(0xc3, 0xa9, 0x0a, 0xe9, 0x0a), 'french/x')).toBe('é\né\n');
  });
});

test('a plain word list is read, with what stands in it twice told', () => {
  const { list, problems } = parseWordList('# words\nOne\ntwo words,0.5\none\n🖕\n自慰', {
    id: 'w',
    name: 'W',
    category: 'hate',
    effect: 'low',
  });
  expect(list.entries).toEqual([
    [2, 'low', 'one'],
    [3, 'low', 'two words'],
    [6, 'low', '自慰'],
  ]);
  expect(problems.map(({ line }) => line)).toEqual([4, 5]);
});
