// Contexts against flags, exceptions, phrases of several parts, and points.
import { describe, expect, test } from 'vitest';
import { parsePhraseList } from '#policies/phrases/parse-phrases.ts';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import { indexOf, listOf, meta } from './support/phrase-lines.ts';

describe('a context', () => {
  const index = new PhraseIndex([
    listOf(
      ['urgent: kill myself', 'high: suicide method', 'medium: suicide', 'low: noose', 'allow: prevention', 'allow high: macbeth'],
      'suicide',
      'a',
    ),
    listOf(['medium: cutting', 'allow low everywhere: poster', 'allow low everywhere: week', 'allow everywhere: essay'], 'self-harm', 'b'),
  ]);
  test.each([
    ['suicide', 'medium'],
    ['suicide prevention', null],
    ['suicide prevention leaflet', null],
    ['essay on suicide', null],
    ['suicide poster', 'medium'],
    ['suicide week poster', null],
    ['noose poster', null],
    ['suicide method prevention', 'high'],
    ['suicide method essay prevention poster week', 'high'],
    ['suicide method in macbeth', null],
    ['kill myself macbeth essay prevention', 'urgent'],
    ['cutting prevention', 'medium'],
    ['cutting essay', null],
  ])('%s: %s', (text, severity) => {
    expect(index.flag(text)?.severity ?? null).toBe(severity);
  });
});

describe('an exception', () => {
  const index = indexOf('medium: suicide', 'urgent: kill myself', 'except: suicide squad', 'except: the suicide squad trailer');
  test('takes out what stands inside it, and nothing else', () => {
    expect(index.flag('suicide squad trailer')).toBeNull();
    expect(index.flag('the Suicide-Squad')).toBeNull();
    expect(index.flag('suicide squad and suicide')?.phrase).toBe('suicide');
    expect(index.flag('suicide squad how to kill myself')?.severity).toBe('urgent');
    expect(index.flag('suicide of a squad')?.severity).toBe('medium');
  });
  test('holds for its category, or for every one', () => {
    const lists = (line: string) => new PhraseIndex([listOf(['high: bomb'], 'extremism', 'a'), listOf([line], 'weapons', 'b')]);
    expect(lists('except: bath bomb').flag('bath bomb')).not.toBeNull();
    expect(lists('except everywhere: bath bomb').flag('bath bomb')).toBeNull();
  });
});

describe('a phrase of several parts', () => {
  const index = indexOf('high: (blade|razor) + (cut|hurt) myself', 'urgent: i + razor + myself');
  test('is found in any order, with any of its choices', () => {
    expect(index.flag('razor to cut myself')).toMatchObject({ severity: 'high', line: 1, phrase: 'cut myself + razor' });
    expect(index.flag('hurt myself. with a blade')?.phrase).toBe('blade + hurt myself');
  });
  test('is not found while one is missing', () => {
    expect(index.flag('razor razor blade')).toBeNull();
    expect(index.flag('cut myself hurt myself')).toBeNull();
  });
});

describe('a word that may go on', () => {
  test('does so at the end that has the star', () => {
    expect(indexOf('low: suicid*').flag('suicidal')?.phrase).toBe('suicid*');
    expect(indexOf('low: suicid*').flag('antisuicidal')).toBeNull();
    expect(indexOf('low: *porn').flag('freeporn')?.phrase).toBe('*porn');
    expect(indexOf('low: *porn').flag('pornography')).toBeNull();
    expect(indexOf('low: *porn*').flag('freepornography')?.phrase).toBe('*porn*');
  });
});

describe('points', () => {
  const index = new PhraseIndex([
    listOf(['score 30 cap 50: breast', 'high: naked girls', 'score -20: breast cancer', 'medium 7: nude'], 'pornography', 'a'),
    listOf(['score -10 everywhere: hospital', 'score 5: poker'], 'gambling', 'b'),
  ]);
  const scores = (text: string) => Object.fromEntries(index.read(text).scores.map(({ category, score }) => [category, score]));
  test('add up by category, up to the cap of each phrase', () => {
    expect(scores('breast')).toEqual({ pornography: 30 });
    expect(scores('breast breast breast')).toEqual({ pornography: 50 });
    expect(scores('nude poker')).toEqual({ gambling: 5, pornography: 7 });
    expect(scores('naked girls')).toEqual({ pornography: 40 });
  });
  test('are less what speaks for the page, never less than none', () => {
    expect(scores('breast cancer')).toEqual({ pornography: 10 });
    expect(index.read('breast cancer hospital').scores).toMatchObject([{ category: 'pornography', score: 0, against: 30, inFavour: 30 }]);
    expect(scores('hospital')).toEqual({});
  });
  test('of a phrase are no flag, and a flag blocks nothing', () => {
    expect(index.flag('breast poker')).toBeNull();
    expect(index.read('naked girls poker').flags).toHaveLength(1);
  });
});

test('the most severe flag of each category is told, the gravest first', () => {
  const index = new PhraseIndex([listOf(['low: a b', 'high: a b c'], 'suicide', 'x'), listOf(['urgent: c d'], 'bullying', 'y')]);
  expect(index.read('a b c d').flags.map(({ category, severity }) => [category, severity])).toEqual([
    ['bullying', 'urgent'],
    ['suicide', 'high'],
  ]);
});

test('a list that has hours counts within them only', () => {
  const list = { ...listOf(['high: poker']), hours: [{ days: [0, 1], from: 540, to: 600 }] };
  const index = new PhraseIndex([list]);
  expect(index.flag('poker', { day: 0, minute: 540 })).not.toBeNull();
  expect(index.flag('poker', { day: 0, minute: 600 })).toBeNull();
  expect(index.flag('poker', { day: 2, minute: 560 })).toBeNull();
  expect(index.flag('poker')).not.toBeNull();
});

describe('a line', () => {
  const read = (line: string) => parsePhraseList(line, meta);
  test.each([
    ['high: (want to|wanna) die', ['want to die', 'wanna die']],
    ['low: my( |)self', ['my self', 'myself']],
    ['HIGH: Café + Ｎｏ', ['cafe + no']],
    ['low: (b|a) + (d|c)', ['a|b + c|d']],
    ['low: same + same', ['same']],
  ])('%s stands for %j', (line, phrases) => {
    expect(read(line).list.entries.map(([, , phrase]) => phrase)).toEqual(phrases);
  });
  test.each([
    'high: (want to die',
    'high: want) to die',
    'high: ((a|b)|c)',
    'high everywhere: x',
    'score: x',
    'high loud: x',
    'except 5: x',
    'high: a + ',
    'high: *a',
    `high: ${'(a|b|c|d|e|f|g|h|i|j)'.repeat(4)}`,
    `high: ${'a + b'.repeat(9)} + c + d + e + f + g + h + i + j + k`,
    `high: ${'x'.repeat(5000)}`,
  ])('%s is a problem with its number', (line) => {
    const { list, problems } = read(`\n${line}`);
    expect(list.entries).toEqual([]);
    expect(problems).toMatchObject([{ line: 2 }]);
  });
});
