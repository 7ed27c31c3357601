// The same facts in every language, for everything that a verdict can be.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effects } from '#policies/model/effect.ts';
import { languages } from '#policies/model/language.ts';
import { layers } from '#policies/model/layer.ts';
import { obligations } from '#policies/model/obligation.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import { explain } from '#policies/words/explain.ts';
import { explanation, type Explained } from '#policies/words/explanation.ts';
import { ruleName } from '#policies/words/rule-name.ts';
import { categoryWords, wordsOf } from '#policies/words/words-of.ts';
import { factIds } from '#policies/words/words.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { policyWith, thursday } from '#tests/policies/support/judging.ts';
import { ruleRefOf, verdictOf } from './verdict-of.ts';

const policy = policyWith({ schedules: [{ id: 'exams', name: 'Mock exam week' }] });
const explained = (verdict: Verdict, change: Partial<Explained> = {}): Explained => ({
  verdict,
  policy,
  file: null,
  address: 'https://games.test/play',
  who: { name: 'mia@greenfield.test', groups: ['8b', 'year-8', 'ks3'] },
  at: thursday,
  place: 'on-site',
  search: null,
  flag: null,
  ...change,
});

const cases = layers.flatMap((layer) =>
  effects.flatMap((effect) => [
    { what: `${layer}, ${effect}`, verdict: verdictOf(layer, effect) },
    { what: `${layer}, ${effect}, inside another address`, verdict: verdictOf(layer, effect, { because: { carried: 'inner.test' } }) },
    // The grid is drawn by group.
    ...(layer === 'category' || layer === 'default'
      ? []
      : [{ what: `${layer}, ${effect}, for one person`, verdict: verdictOf(layer, effect, { rule: { audience: 'person:mia' } }) }]),
    { what: `${layer}, ${effect}, for the unknown`, verdict: verdictOf(layer, effect, { rule: { audience: 'unknown' } }) },
    { what: `${layer}, ${effect}, approvable`, verdict: verdictOf(layer, effect, { rule: { approvable: true } }) },
  ]),
);

describe.each(languages)('in %s', (language) => {
  const words = wordsOf(language);

  test.each(cases)('$what', ({ verdict }) => {
    const told = explanation(explained(verdict), words);
    const all = [told.summary, ...told.facts.flatMap(({ term, lines }) => [term, ...lines])];
    for (const text of all) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/undefined|null|\[object| {2}|\.\.|person:/);
    }
    expect(told.summary).toMatch(/[^.]\.$/);
    const whole = all.join('\n');
    const { because } = verdict;
    for (const name of [because.list?.name, because.carried, because.rule.reason, '8B', 'games.test', '7'])
      if (name) expect(whole).toContain(name);
    expect(told.facts.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['address', 'who', 'when', 'where', 'rule', 'audience', 'policy', 'change']),
    );
  });
});

test('the two languages tell the same facts of whatever a verdict is', () => {
  const anyVerdict = fc.record({
    layer: fc.constantFrom(...layers),
    effect: fc.constantFrom(...effects),
    category: fc.option(fc.constantFrom(...categories.map(({ id }) => id), 'of-a-newer-bundle')),
    audience: fc.constantFrom('everyone', 'unknown', 'ks3', '8b', 'person:mia', 'no-such-group'),
    until: fc.option(fc.constant(thursday)),
    schedule: fc.constantFrom(undefined, 'exams', 'no-such-schedule'),
    carried: fc.constantFrom(undefined, 'inner.test'),
    obliged: fc.subarray([...obligations]),
    also: fc.subarray(['games', 'video', 'news']),
  });
  fc.assert(
    fc.property(anyVerdict, ({ layer, effect, category, audience, until, schedule, carried, obliged, also }) => {
      const verdict = verdictOf(layer, effect, {
        rule: { audience, until, ...(schedule === undefined ? {} : { schedule }) },
        because: {
          beat: [ruleRefOf('category', 'warn', { category: 'video' }), ruleRefOf('default', 'allow')],
          ...(carried === undefined ? {} : { carried }),
        },
        verdict: { category, categories: also, obligations: obliged },
      });
      const [english, welsh] = [explanation(explained(verdict), wordsOf('en')), explanation(explained(verdict), wordsOf('cy'))];
      expect(welsh.facts.map(({ id, lines }) => [id, lines.length])).toEqual(english.facts.map(({ id, lines }) => [id, lines.length]));
      expect(english.facts.find(({ id }) => id === 'beat')?.lines).toEqual([
        'Video and television, Key Stage 3: allowed with a warning',
        'Sites on no list, Key Stage 3: allowed',
      ]);
      expect(welsh.facts.find(({ id }) => id === 'beat')?.lines[0]).toBe('Fideo a theledu, Key Stage 3: wedi’i ganiatáu gyda rhybudd');
    }),
  );
});

test('every fact that there is has its own head, in the order of the facts', () => {
  const verdict = verdictOf('category', 'block', {
    rule: { approvable: true, until: thursday, reason: 'For the exams.', schedule: 'exams' },
    because: { carried: 'inner.test', beat: [ruleRefOf('default', 'allow')] },
    verdict: { categories: ['games', 'video'], obligations: ['safe-search'] },
  });
  const search = { engine: 'google', term: 'chess' };
  const flag = { category: 'games', severity: 'low', list: 'games', line: 1, phrase: 'chess' } as const;
  const told = explanation(explained(verdict, { search, flag }), wordsOf('en'));
  expect(told.facts.map(({ id }) => id)).toEqual([...factIds]);
  expect(Object.fromEntries(told.facts.map(({ id, lines }) => [id, lines]))).toMatchObject({
    carried: ['inner.test'],
    also: ['Video and television'],
    until: ['Thursday 5 November 2026, 11:30'],
    where: ['On the school’s network'],
    category: ['Games. Sites for playing or downloading games that are not part of a lesson.'],
  });
});

test('a schedule is named with the rule that holds in it', () => {
  const verdict = verdictOf('category', 'block', { rule: { schedule: 'exams' } });
  const facts = new Map(explanation(explained(verdict), wordsOf('en')).facts.map(({ id, lines }) => [id, lines]));
  expect(facts.get('schedule')).toEqual(['Mock exam week']);
  expect(facts.get('rule')).toEqual(['Games, Key Stage 3, Mock exam week']);
});

test('a search is told with what the phrase lists found in it, and that it blocks nothing', () => {
  const flag = { category: 'suicide', severity: 'urgent', list: 'suicide', line: 4, phrase: 'end my life' } as const;
  const search = { engine: 'google', term: 'how to end my life' };
  const of = (language: 'en' | 'cy') =>
    explanation(explained(verdictOf('category', 'allow'), { search, flag }), wordsOf(language)).facts.flatMap(({ id, lines }) =>
      id === 'search' || id === 'flag' ? lines : [],
    );
  expect(of('en')).toEqual([
    '“how to end my life” at google',
    '“end my life” (Suicide, urgent), list “suicide”, line 4. A flag blocks nothing: a person looks at it.',
  ]);
  expect(of('cy')).toEqual([
    '“how to end my life” (google)',
    '“end my life” (Hunanladdiad, difrifoldeb: brys), rhestr “suicide”, llinell 4. Nid yw baner yn blocio dim: bydd person yn edrych arni.',
  ]);
});

test.each([
  [
    'category',
    'block',
    'Wedi’i flocio: mae’r categori “Gemau” wedi’i flocio ar gyfer y grŵp “Key Stage 3” (rhestr “Test games”, llinell 12).',
  ],
  [
    'mandatory',
    'block',
    'Wedi’i flocio: mae ar restr o gynnwys anghyfreithlon, na all neb yn yr ysgol ei agor (rhestr “Test illegal”, llinell 12).',
  ],
  [
    'mandatory',
    'allow',
    'Wedi’i ganiatáu: mae cymorth cyfrinachol ar agor i bawb ac nid yw’n cael ei gofnodi wrth enw (rhestr “Test helpline”, llinell 12).',
  ],
  ['decision', 'allow', 'Wedi’i ganiatáu: dyna a benderfynodd yr ysgol ar gyfer y grŵp “Key Stage 3”.'],
  ['school', 'warn', 'Wedi’i ganiatáu gyda rhybudd: mae gan yr ysgol reol ar gyfer y grŵp “Key Stage 3”.'],
  [
    'default',
    'block',
    'Wedi’i flocio: nid oes unrhyw restr yn gwybod am y safle hwn, ac mae safleoedd anhysbys wedi’u blocio ar gyfer y grŵp “Key Stage 3”.',
  ],
] as const)('in Welsh, %s %s: %s', (layer, effect, sentence) => {
  expect(explain(verdictOf(layer, effect), () => 'Key Stage 3', wordsOf('cy'))).toBe(sentence);
});

test('what staff may open is said where it is blocked', () => {
  const verdict = verdictOf('category', 'block', { rule: { approvable: true } });
  expect(explain(verdict, () => 'Key Stage 3')).toBe(
    'Blocked because “Games” is blocked for Key Stage 3 unless a member of staff has opened the site (list “Test games”, line 12).',
  );
});

test('every category has a name and a definition in every language, and a name that the school gave stays as it is', () => {
  for (const { id, name } of categories) {
    expect(categoryWords(wordsOf('en'), id)?.name).toBe(name);
    expect(categoryWords(wordsOf('cy'), id)?.definition).toMatch(/[^.]\.$/);
  }
  expect(categoryWords(wordsOf('cy'), 'constructor')).toBeNull();
  const about = { category: null, group: 'x', schedule: null };
  expect(ruleName(wordsOf('cy'), ruleRefOf('school', 'block'), about)).toBe('Mock exams');
  expect(ruleName(wordsOf('cy'), ruleRefOf('decision', 'allow'), about)).toBe('Penderfyniad ar y cais r-17');
  expect(ruleName(wordsOf('en'), ruleRefOf('group', 'block', { origin: { kind: 'list', list: 'games', line: 3 } }), about)).toBe(
    'List games, line 3',
  );
});
