import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalisePhrase } from '#policies/phrases/normalise.ts';
import { parsePhraseList } from '#policies/phrases/parse-phrases.ts';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';

const meta = { id: 'test', name: 'Test', category: 'self-harm' };
const indexOf = (...lines: string[]) => new PhraseIndex([parsePhraseList(lines.join('\n'), meta).list]);

test.each([
  ['How  to HURT\tmyself?', 'how to hurt myself'],
  ['ｈｏｗ ｔｏ', 'how to'],
  ['hu\u00adrt\u200b my\u2060self', 'hurt myself'],
  ['\u202ehurt', 'hurt'],
  ['suïcidé', 'suicide'],
  ["don't — dont don’t", 'dont dont dont'],
  ['self-harm, self_harm', 'self harm self harm'],
  ['ﬁne ①', 'fine 1'],
  ['नमस्ते दुनिया', 'नमस्ते दुनिया'],
  ['…', ''],
])('%j is read as %j', (text, words) => {
  expect(normalisePhrase(text)).toBe(words);
});

test('what was normalised stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = normalisePhrase(text);
      expect(normalisePhrase(once)).toBe(once);
    }),
    { numRuns: 500 },
  );
});

describe('a phrase is found', () => {
  const index = indexOf('high: how to hurt myself', 'low: hurt', 'urgent: to hurt myself now', 'medium: hurt feelings');
  test('at word boundaries, anywhere in a text', () => {
    expect(index.flag('so… HOW-to hurt\u200b myself?!')).toEqual({
      category: 'self-harm',
      severity: 'high',
      list: 'test',
      line: 1,
      phrase: 'how to hurt myself',
    });
    expect(index.flag('unhurt yoghurts')).toBeNull();
    expect(index.flag('')).toBeNull();
  });
  test('and the most severe one counts, also where they overlap', () => {
    expect(index.flag('hurt feelings')?.severity).toBe('medium');
    expect(index.flag('how to hurt myself now')?.severity).toBe('urgent');
    expect(index.flag('how to hurt')?.severity).toBe('low');
  });
  test('and of several as severe the longest, whatever the order of lists', () => {
    const lists = [
      parsePhraseList('high: a b', { ...meta, id: 'x' }).list,
      parsePhraseList('high: a b c', { ...meta, id: 'y' }).list,
      parsePhraseList('high: a b c', { ...meta, id: 'z' }).list,
    ];
    expect(new PhraseIndex(lists).flag('a b c')?.list).toBe('y');
    expect(new PhraseIndex(lists.toReversed()).flag('a b c')?.list).toBe('y');
  });
});

test('every phrase that stands in a text is found by looking for it alone', () => {
  const word = fc.constantFrom('a', 'b', 'c');
  const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.array(phrase, { minLength: 1, maxLength: 8 }),
      fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
      (phrases, text) => {
        const found = indexOf(...phrases.map((one) => `high: ${one}`)).flag(text);
        const standing = phrases.filter((one) => ` ${text} `.includes(` ${one} `));
        expect(found?.phrase.length ?? 0).toBe(Math.max(0, ...standing.map((one) => one.length)));
      },
    ),
  );
});

test('five thousand phrases cost little, even on a hostile text', () => {
  const phrases = Array.from({ length: 5000 }, (_, index) => `high: ${'aa '.repeat(index % 20)}word${index}`);
  const index = indexOf(...phrases);
  const started = performance.now();
  index.flag('aa '.repeat(30_000));
  for (let search = 0; search < 1000; search++) index.flag('how do volcanoes form and why do they erupt in iceland');
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a bad line of a phrase list is told with its number and left out', () => {
  const { list, problems } = parsePhraseList(
    ['# name: Test', 'high: how to: do it', 'HIGH : Loud', 'grave: no such word', 'no colon', 'low: …', `low: ${'x'.repeat(300)}`].join(
      '\n',
    ),
    meta,
  );
  expect(list.entries).toEqual([
    [2, 'high', 'how to do it'],
    [3, 'high', 'loud'],
  ]);
  expect(problems.map(({ line }) => line)).toEqual([4, 5, 6, 7]);
});
