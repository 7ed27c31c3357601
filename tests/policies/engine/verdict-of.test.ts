import { expect, test } from 'vitest';
import { BuiltInRules } from '#policies/engine/built-in-rules.ts';
import { GroupTree } from '#policies/engine/group-tree.ts';
import { comparePrecedence, type Candidate } from '#policies/engine/precedence.ts';
import { verdictOf } from '#policies/engine/verdict-of.ts';
import { ask, judgeOf, listOf, policyWith, ruleOf } from '#tests/policies/support/judging.ts';

const ofCategory = (id: string, change: Partial<Candidate['rule']>): Candidate => ({
  rule: {
    id,
    layer: 'category',
    effect: 'block',
    origin: { kind: 'policy', name: 'Test' },
    audience: 'ks3',
    until: null,
    reason: null,
    ...change,
  },
  hostLength: 9,
  pathLength: 0,
  narrowness: 3,
  category: 'games',
  entry: null,
});

test('of two categories what nobody can open decides before what staff can, and that before a warning', () => {
  const block = ofCategory('z', {});
  const approvable = { ...ofCategory('a', { approvable: true }), hostLength: 20 };
  const warn = { ...ofCategory('b', { effect: 'warn' }), hostLength: 30 };
  const allow = { ...ofCategory('c', { effect: 'allow' }), hostLength: 40 };
  expect([allow, warn, approvable, block].sort(comparePrecedence).map(({ rule }) => rule.id)).toEqual(['z', 'a', 'b', 'c']);
});

test('nothing that matches is a mistake of ours, and not a permission', () => {
  const groups = new GroupTree(policyWith().groups);
  expect(() => verdictOf([], new BuiltInRules(policyWith(), groups), ['ks3'], 1)).toThrow(/no rule matches/);
});

test('where a rule names the site, its category is that of the lists, whatever other rules name it', () => {
  const judge = judgeOf({
    lists: [listOf('games', 'a.example')],
    policy: { rules: [ruleOf('www.a.example', { effect: 'allow' }), ruleOf('a.example'), ruleOf('a.example/x', { effect: 'allow' })] },
  });
  expect(ask(judge, '8b', 'https://www.a.example/x').category).toBe('games');
});

test('only a line of a keyed list is said to be one', () => {
  const judge = judgeOf({ lists: [listOf('games', 'a.example/x')] });
  expect(ask(judge, '8b', 'https://a.example/x').because.list).toStrictEqual({ id: 'test-games', name: 'Test games', line: 1 });
});
