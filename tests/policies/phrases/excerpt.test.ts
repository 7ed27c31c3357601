import { expect, test } from 'vitest';
import { excerptOf } from '#policies/phrases/excerpt.ts';

const holds = (phrase: string) => (part: string) => part.includes(phrase);

test('only a few words around what was found are kept', () => {
  const text = `${'before '.repeat(500)}I will run away tonight ${'after '.repeat(500)}`;
  const excerpt = excerptOf(text, holds('run away'));
  expect(excerpt).toMatch(/^…before .*I will run away tonight .*after…$/);
  expect(excerpt.length).toBeLessThan(200);
});

test('a short text is kept whole, on one line', () => {
  expect(excerptOf('  I will\n\nrun away  ', holds('run'))).toBe('I will run away');
});

test('numbers that may be a card’s or a telephone’s are left out', () => {
  expect(excerptOf('run away with 4111 1111 1111 1111 or call 07700-900123 at 7', holds('run away'))).toBe(
    'run away with … or call … at 7',
  );
});

test('what is found across a long stretch is cut at 200 characters, and nothing odd throws', () => {
  const far = `first ${'x '.repeat(600)}last`;
  expect(excerptOf(far, (part) => part.includes('first') && part.includes('last'))).toHaveLength(200);
  for (const odd of ['', ' ', '\ud800', 'one']) expect(excerptOf(odd, () => true).isWellFormed()).toBe(true);
});
