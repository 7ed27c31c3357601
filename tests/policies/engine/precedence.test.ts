import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bundle } from '#policies/contracts/bundle.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { effects } from '#policies/model/effect.ts';
import type { Rule } from '#policies/model/rule.ts';
import { ask, judgeOf, listOf, requestOf, ruleOf, thursday, bundleOf } from '#tests/policies/support/judging.ts';

const effectOf = (rules: Rule[], url = 'https://www.example.org/maths/fractions?page=2', who = '8b') =>
  ask(judgeOf({ policy: { rules } }), who, url).effect;

describe('the more exact rule decides', () => {
  test('a longer host before a shorter one', () => {
    expect(effectOf([ruleOf('example.org'), ruleOf('www.example.org', { effect: 'allow' })])).toBe('allow');
    expect(effectOf([ruleOf('example.org', { effect: 'allow' }), ruleOf('www.example.org')])).toBe('block');
  });
  test('a longer path before a shorter one', () => {
    expect(effectOf([ruleOf('www.example.org/maths'), ruleOf('www.example.org/maths/fractions', { effect: 'allow' })])).toBe('allow');
  });
  test('a host before a path of the host above it', () => {
    expect(effectOf([ruleOf('example.org/maths', { effect: 'allow' }), ruleOf('www.example.org')])).toBe('block');
  });
  test('a site before a category, a category before everything', () => {
    const judge = judgeOf({
      lists: [listOf('games', 'games.test')],
      policy: {
        rules: [
          ruleOf('x', { match: { kind: 'any' }, effect: 'block' }),
          ruleOf('x', { match: { kind: 'category', category: 'games' }, effect: 'warn' }),
          ruleOf('chess.games.test', { effect: 'allow' }),
        ],
      },
    });
    expect(ask(judge, '8b', 'https://chess.games.test/').effect).toBe('allow');
    expect(ask(judge, '8b', 'https://games.test/').effect).toBe('warn');
    expect(ask(judge, '8b', 'https://elsewhere.test/').effect).toBe('block');
  });
});

test('of rules for the same site the narrower audience decides: person, class, year, phase, everyone', () => {
  const audiences = ['everyone', 'ks3', 'year-8', '8b', 'person:mia'];
  for (let narrowest = 1; narrowest <= audiences.length; narrowest++) {
    const rules = audiences
      .slice(0, narrowest)
      .map((audience, index) => ruleOf('example.org', { audience, effect: index === narrowest - 1 ? 'allow' : 'block' }));
    expect(effectOf(rules)).toBe('allow');
  }
});

test('on a tie block beats warn beats allow, and then the rule id decides', () => {
  const tie = (...of: Rule['effect'][]) => effectOf(of.map((effect) => ruleOf('example.org', { effect })));
  expect(tie('allow', 'warn', 'block')).toBe('block');
  expect(tie('allow', 'warn')).toBe('warn');
  const same = judgeOf({ policy: { rules: [ruleOf('example.org', { id: 'b' }), ruleOf('example.org', { id: 'a' })] } });
  const { because } = ask(same, '8b', 'https://example.org/');
  expect(because.rule.id).toBe('a');
  expect(because.beat.map((rule) => rule.id)).toEqual(['b', 'unknown-sites:ks3']);
});

test('an earlier layer decides however exact a later one is', () => {
  const rules = [
    ruleOf('www.example.org/maths/fractions', { layer: 'group', audience: 'person:mia' }),
    ruleOf('www.example.org', { layer: 'school', effect: 'warn' }),
    ruleOf('example.org', { layer: 'decision', effect: 'allow' }),
  ];
  expect(effectOf(rules)).toBe('allow');
  expect(effectOf(rules.slice(0, 2))).toBe('warn');
  expect(effectOf(rules.slice(0, 1))).toBe('block');
});

test('a rule holds from its first moment up to, and not at, its last', () => {
  const judge = judgeOf({ policy: { rules: [ruleOf('example.org', { from: thursday, until: thursday + 1000 })] } });
  const at = (moment: number) => ask(judge, '8b', 'https://example.org/', moment).effect;
  expect([at(thursday - 1), at(thursday), at(thursday + 999), at(thursday + 1000)]).toEqual(['allow', 'block', 'block', 'allow']);
});

const anyRule: fc.Arbitrary<Omit<Rule, 'id'>> = fc.record({
  layer: fc.constantFrom('decision', 'school', 'group'),
  effect: fc.constantFrom(...effects),
  match: fc.oneof(
    fc.constant({ kind: 'any' } as const),
    fc.record({ kind: fc.constant('category' as const), category: fc.constantFrom('games', 'video') }),
    fc.record({
      kind: fc.constant('host' as const),
      host: fc.constantFrom('example.org', 'www.example.org', 'a.www.example.org', 'org'),
      path: fc.constantFrom(null, '/maths', '/maths/fractions', '/maths?page'),
    }),
  ),
  audience: fc.constantFrom('everyone', 'ks3', 'year-8', '8b', '8c', 'person:mia', 'person:leo'),
  from: fc.constantFrom(null, thursday - 1, thursday, thursday + 1),
  until: fc.constantFrom(null, thursday + 2, thursday + 3),
  origin: fc.constant({ kind: 'built-in' as const, name: 'Test' }),
  reason: fc.constant(null),
});
const numbered = fc
  .array(anyRule, { minLength: 1, maxLength: 12 })
  .map((rules) => rules.map((rule, index): Rule => ({ ...rule, id: `rule-${index}` })));

const base = bundleOf();
const withRules = (rules: Rule[], lists = base.lists): Bundle => ({ ...base, lists, policy: { ...base.policy, rules } });

test('any order of rules and lists gives the same verdict, with the same reasons', () => {
  const lists = [
    listOf('games', 'example.org'),
    listOf('video', 'www.example.org/maths'),
    { ...listOf('games', 'www.example.org', 'example.org'), id: 'more-games' },
  ];
  fc.assert(
    fc.property(
      numbered.chain((rules) =>
        fc.tuple(
          fc.constant(rules),
          fc.shuffledSubarray(rules, { minLength: rules.length }),
          fc.shuffledSubarray(lists, { minLength: lists.length }),
        ),
      ),
      fc.constantFrom('https://www.example.org/maths/fractions', 'https://a.www.example.org/maths?page=1', 'https://example.org/'),
      ([rules, shuffled, shuffledLists], url) => {
        const request = requestOf('8b', url);
        expect(createJudge(withRules(shuffled, shuffledLists)).judge(request)).toEqual(createJudge(withRules(rules, lists)).judge(request));
      },
    ),
    { numRuns: 200 },
  );
});

test('a rule that loses changes nothing: without any beaten rule the verdict stays', () => {
  fc.assert(
    fc.property(numbered, (rules) => {
      const request = requestOf('8b', 'https://www.example.org/maths/fractions');
      const verdict = createJudge(withRules(rules)).judge(request);
      const lost = new Set(verdict.because.beat.map((rule) => rule.id));
      const without = createJudge(withRules(rules.filter((rule) => !lost.has(rule.id)))).judge(request);
      expect(without.because.rule).toEqual(verdict.because.rule);
    }),
    { numRuns: 100 },
  );
});
