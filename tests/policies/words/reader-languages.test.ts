import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '#policies/model/language.ts';
import { acceptedRanges, pageLanguages } from '#policies/words/reader-languages.ts';

test.each([
  ['cy', ['cy']],
  ['en-GB,en;q=0.9,cy;q=0.8', ['en-gb', 'en', 'cy']],
  ['en;q=0.5, cy', ['cy', 'en']],
  ['CY-gb ; q=0.4 ,\ten', ['en', 'cy-gb']],
  ['cy;q=0, en', ['en']],
  ['cy;q=0.000, *;q=0.001', ['*']],
  ['', []],
  [null, []],
])('%j asks for %j', (field, ranges) => {
  expect(acceptedRanges(field)).toEqual(ranges);
});

test.each([
  'cy;q=2',
  'cy;q=-1',
  'cy;q=1.5',
  'cy;q=0.1234',
  'cy;q=NaN',
  'cy;q=',
  'cy;;q=1',
  'cy q=1',
  '<script>',
  'cy\u0000',
  'c y',
  'cymraegcymraeg',
  'cy-',
  '*-cy',
  '__proto__',
])('%j is no range that anybody may send', (field) => {
  expect(acceptedRanges(field)).toEqual([]);
});

test('ranges of one weight keep the order in which they were sent', () => {
  expect(acceptedRanges('fr;q=0.5,cy;q=0.5,de;q=0.5')).toEqual(['fr', 'cy', 'de']);
});

test('a header that never ends is read to a bound and costs nothing', () => {
  expect(acceptedRanges('cy,'.repeat(1_000_000)).length).toBeLessThanOrEqual(50);
  expect(acceptedRanges(`${'x-'.repeat(500_000)},cy`)).toEqual([]);
  expect(acceptedRanges(`${' '.repeat(100_000)}cy`)).toEqual([]);
});

test('whatever is sent, nothing throws and a page has a language', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'aceny*;q=01.9,- \t') })), (field) => {
      const ranges = acceptedRanges(field);
      for (const range of ranges) expect(range).toMatch(/^(\*|[a-z]{1,8}(-[a-z0-9]{1,8})*)$/);
      const page = pageLanguages(ranges);
      expect(page.length).toBeGreaterThan(0);
      expect(new Set(page).size).toBe(page.length);
      for (const language of page) expect(languages).toContain(language);
    }),
  );
});

test.each([
  ['English alone where nobody says anything', [], undefined, ['en']],
  ['the school’s own language where the reader says nothing', [], ['cy', 'en'], ['cy', 'en']],
  ['the reader’s before the school’s', ['en-gb', 'en'], ['cy', 'en'], ['en', 'cy']],
  ['the reader’s, with the school’s offered', ['cy-GB'], ['en'], ['cy', 'en']],
  ['the school’s where the reader’s is none of ours', ['fr', 'pl'], ['cy'], ['cy']],
  ['the school’s where any will do', ['*'], ['cy', 'en'], ['cy', 'en']],
  ['what the reader also reads is offered', ['en', 'cy'], ['en'], ['en', 'cy']],
] as const)('%s', (_, ranges, school, page) => {
  expect(pageLanguages(ranges, school)).toEqual(page);
});
