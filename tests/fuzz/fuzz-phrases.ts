// Texts, in pieces, with phrases of every kind: the first bytes say where the text is cut, the rest is the text.
import { isDeepStrictEqual } from 'node:util';
import { normalisePhrase } from '#policies/phrases/normalise.ts';
import { parsePhraseList } from '#policies/phrases/parse-phrases.ts';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const list = (id: string, category: string, ...lines: string[]) => parsePhraseList(lines.join('\n'), { id, name: id, category }).list;
const closed = [
  list('a', 'suicide', 'urgent: kill myself', 'high: suicide', 'medium: u r fat', 'low: 自殺', 'low: 14 88', 'score 5 cap 12: how to'),
  list(
    'b',
    'hate',
    'except everywhere: suicide squad',
    'allow: homework',
    'high: (blade|razor) + cut myself',
    'low: хочу умереть',
    'low: a',
  ),
];
const indexes = [
  new PhraseIndex(closed),
  new PhraseIndex([...closed, list('c', 'drugs', 'high: *cide*', 'low: self*', 'low: aa a aaa', 'medium: kiss')]),
];
const encoder = new TextEncoder();
const seed = (text: string): Uint8Array => encoder.encode(`\u0005\u0003\u0002${text}`);

export const fuzzTarget: FuzzTarget = {
  name: 'phrases',
  once(bytes) {
    // Two bytes a letter now and then, so that halves of surrogate pairs come up too.
    const body = bytes.subarray(3);
    const text =
      (bytes[0] ?? 0) > 250
        ? String.fromCharCode(...new Uint16Array(body.slice(0, body.length & -2).buffer))
        : new TextDecoder().decode(body);
    const once = normalisePhrase(text);
    mustBe(normalisePhrase(once) === once, 'what was normalised stays as it is');
    for (const index of indexes) {
      const whole = index.read(text);
      const scanner = index.scanner();
      const step = ((bytes[1] ?? 0) % 40) + 1;
      for (let from = 0; from < text.length; from += step) scanner.push(text.slice(from, from + step));
      mustBe(isDeepStrictEqual(scanner.end(), whole), 'a text in pieces says what it says in one');
      for (const { score, against, inFavour } of whole.scores) mustBe(score === Math.max(0, against - inFavour), 'a score is what is left');
      mustBe(whole.flag === (whole.flags[0] ?? null), 'the flag is the gravest');
      mustBe(index.flag(`${text}\n\nkill myself\n`)?.severity === 'urgent', 'nothing before a phrase hides it');
    }
  },
  seeds: [
    seed('kill myself k1ll my5elf s u i c i d e su*cide'),
    seed('suicide squad homework u r fat 2 2 4 ur 自殺 14 88'),
    seed('ѕuісіdе хочу умереть 🅺🅸🅻🅻 ﷺ e\u0301 kiiiiiiill'),
    seed('how to cut myself with a razor, $elf a!a!a @kys'),
    seed(`${'a '.repeat(40)}${'b'.repeat(70)} selfish*`),
  ],
  words: [
    'kill',
    'myself',
    'suicide',
    'squad',
    'k1ll',
    '5elf',
    's u i ',
    '自殺',
    'razor',
    'blade',
    'cut',
    '\u200b',
    '\u00ad',
    '*',
    '!',
    '$',
    '@',
    'ur',
    ' 2 ',
    '🅺',
    'хочу',
  ],
};
