// Texts in pieces, lists in any order, hostile texts.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import { compilePhrases } from '#policies/phrases/compile-phrases.ts';
import { indexOf, listOf } from './support/phrase-lines.ts';

const lists = [
  listOf(
    ['urgent: kill myself', 'high: suicide', 'medium: u r fat', 'low: 自殺', 'high: *cide*', 'score 5 cap 12: how to', 'low: 14 88'],
    'suicide',
    'a',
  ),
  listOf(
    ['except everywhere: suicide squad', 'allow: homework', 'high: blade|razor + cut myself', 'low: хочу', 'medium: kiss'],
    'self-harm',
    'b',
  ),
];
const index = new PhraseIndex(lists);
const piece = fc.oneof(
  fc.constantFrom(
    'kill',
    ' myself',
    'su1c1de',
    's u i ',
    'c i d e',
    'squad',
    ' ',
    '.',
    '自殺',
    'хо',
    'чу',
    'k',
    'iiii',
    'll',
    '!',
    '$',
    '*',
    '2',
    ' u ',
    'r',
    'how to ',
    'blade',
    '🅺',
    '\ud83c',
    '\u200b',
    "'",
    '14',
    '88',
    'e\u0301',
    'homework ',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('a'.repeat(70), 'i'.repeat(20), ' a b c d'.repeat(12)),
);
const texts = fc.array(piece, { maxLength: 40 });

describe('a text in pieces', () => {
  test('says what it says in one piece, wherever it is cut', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(300), { maxLength: 12 }), (pieces, cuts) => {
        const text = pieces.join('');
        const scanner = index.scanner();
        let from = 0;
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          if (cut < from) continue;
          scanner.push(text.slice(from, cut));
          from = Math.min(cut, text.length);
        }
        scanner.push(text.slice(from));
        expect(scanner.end()).toEqual(index.read(text));
      }),
      { numRuns: 1_000 },
    );
  });
  test('is searched across every cut', () => {
    const text = 'they wrote: k1ll my\u00adself 🅺ill';
    for (let cut = 0; cut <= text.length; cut++) {
      const scanner = index.scanner();
      scanner.push(text.slice(0, cut));
      scanner.push(text.slice(cut));
      expect(scanner.end().flag?.phrase, `cut at ${cut}`).toBe('kill myself');
    }
  });
  test('is searched behind characters that are many letters each', () => {
    for (let each = 1; each < 60; each++)
      expect(index.flag(`${'\ufdfa'.repeat(each)} kill myself`)?.phrase, String(each)).toBe('kill myself');
  });
  test('longer than any buffer is searched to its end', () => {
    const scanner = index.scanner();
    for (let each = 0; each < 3_000; each++) scanner.push('nothing to see here, move along please. ');
    scanner.push('sui');
    scanner.push('cide');
    expect(scanner.end().flag?.phrase).toBe('suicide');
  });
});

test('what one text says never shows in another', () => {
  const [first, second] = [index.scanner(), index.scanner()];
  first.push('kill my');
  second.push('self');
  first.push('how to');
  expect(second.end().flag).toBeNull();
  expect(first.end().flag).toBeNull();
  expect(index.flag('squad')).toBeNull();
});

test('the order of lists never shows', () => {
  const other = new PhraseIndex(lists.toReversed());
  expect(compilePhrases(lists.toReversed())).toEqual(compilePhrases([...lists]));
  fc.assert(
    fc.property(texts, (pieces) => {
      expect(other.read(pieces.join(''))).toEqual(index.read(pieces.join('')));
    }),
  );
});

test('the same array of lists is compiled once', () => {
  expect(compilePhrases(lists)).toBe(compilePhrases(lists));
});

test('nothing that is found was not there: letters of each phrase stand in the text', () => {
  const phrases = fc.array(fc.stringMatching(/^[abc]{1,3}( [abc]{1,3}){0,2}$/), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(phrases, fc.stringMatching(/^[abc ]{0,40}$/), (known, text) => {
      const found = indexOf(...known.map((phrase) => `high: ${phrase}`)).flag(text);
      const spaced = ` ${text.replace(/ +/g, ' ').trim()} `;
      const standing = known.filter((phrase) => spaced.includes(` ${phrase} `));
      if (standing.length > 0) expect(found).not.toBeNull();
      // Letters may be drawn out: what was found stands there with as many of each, or with more.
      const once = (words: string) => words.replaceAll(' ', '').replace(/(.)\1+/g, '$1');
      if (found !== null) expect(once(text)).toContain(once(found.phrase));
    }),
    { numRuns: 1_000 },
  );
});

describe('a hostile text takes time in proportion to its length', () => {
  const hostile = new PhraseIndex([
    listOf(
      [
        ...Array.from({ length: 300 }, (_, each) => `high: ${'a '.repeat((each % 60) + 1)}b${each}`),
        'low: aaaa',
        'low: *a a*',
        'except: a a a',
        'medium: a a',
      ],
      'suicide',
    ),
    listOf(
      Array.from({ length: 500 }, (_, each) => `medium: k1ll${each} word${each}`),
      'hate',
      'other',
    ),
  ]);
  test.each([
    'a ',
    'a',
    'aa ',
    'k1ll ',
    '$a!',
    'u 2 ',
    's u 1 ',
    '\ufdfa',
    'a!',
    '自',
    'aaab',
    '**',
    'a a a b',
    "'",
    '\u200b',
    'kiiiill0 ',
  ])('of %j', (unit) => {
    // CPU time, not the clock's: other work on the machine must not count.
    const time = (size: number): number => {
      const text = unit.repeat(Math.ceil(size / unit.length));
      let best = Infinity;
      for (let round = 0; round < 4; round++) {
        const started = process.cpuUsage();
        hostile.read(text);
        const { user, system } = process.cpuUsage(started);
        best = Math.min(best, (user + system) / 1_000);
      }
      return best;
    };
    time(10_000);
    // Eight times the text: what grows with the square would take sixty-four times as long.
    expect(time(80_000)).toBeLessThan(Math.max(time(10_000), 12) * 28);
  });
});
