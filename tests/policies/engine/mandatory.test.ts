// Nothing that a school can write opens an illegal site, closes a helpline or records who went there.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessEventOf } from '#policies/engine/event-of.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { effects } from '#policies/model/effect.ts';
import { layers } from '#policies/model/layer.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Bundle } from '#policies/contracts/bundle.ts';
import { ask, bundleOf, judgeOf, listOf, requestOf, ruleOf } from '#tests/policies/support/judging.ts';

const lists = [
  listOf('illegal', 'illegal.test', 'example.org/bad'),
  listOf('helpline', 'helpline.test'),
  listOf('games', 'illegal.test', 'helpline.test'),
];
const hosts = ['illegal.test', 'www.illegal.test', 'helpline.test', 'www.helpline.test', 'test', 'example.org'];

/** Every rule that can be written down, those included that the compiler refuses: a judge must hold by itself. */
const anyRule: fc.Arbitrary<Rule> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 12 }),
  layer: fc.constantFrom(...layers),
  effect: fc.constantFrom(...effects),
  match: fc.oneof(
    fc.constant({ kind: 'any' } as const),
    fc.record({ kind: fc.constant('category' as const), category: fc.constantFrom('illegal', 'helpline', 'games') }),
    fc.record({ kind: fc.constant('host' as const), host: fc.constantFrom(...hosts), path: fc.constantFrom(null, '/', '/bad', '/page') }),
  ),
  audience: fc.constantFrom('everyone', 'ks3', '8b', 'staff', 'person:mia'),
  from: fc.constant(null),
  until: fc.constant(null),
  origin: fc.constant({ kind: 'built-in' as const, name: 'Test' }),
  reason: fc.constant(null),
});

const base = bundleOf({ lists });
const anyBundle: fc.Arbitrary<Bundle> = fc
  .record({
    rules: fc.array(anyRule, { maxLength: 20 }),
    row: fc.dictionary(fc.constantFrom('illegal', 'helpline', 'games'), fc.constantFrom(...effects)),
    unknownSites: fc.constantFrom(...effects),
    lists: fc.shuffledSubarray(lists, { minLength: lists.length }),
    passThrough: fc.subarray(hosts),
  })
  .map(({ rules, row, unknownSites, lists: shuffled, passThrough }) => {
    const phases = Object.keys(base.policy.grid);
    const all = <V>(value: V) => Object.fromEntries(phases.map((phase) => [phase, value]));
    return { ...base, lists: shuffled, policy: { ...base.policy, rules, grid: all(row), unknownSites: all(unknownSites), passThrough } };
  });

const anyone = fc.constantFrom('8b', 'ks3', 'year-12', 'staff', 'guest', 'unknown', 'no-such-group');

test('no rule, grid, decision or order opens an illegal site', () => {
  fc.assert(
    fc.property(
      anyBundle,
      anyone,
      fc.constantFrom(
        'https://illegal.test/',
        'https://www.illegal.test/page',
        'https://example.org/bad',
        'https://example.org/BAD/x',
        'https://example.org/b%61d',
      ),
      (bundle, who, url) => {
        const verdict = createJudge(bundle).judge(requestOf(who, url));
        expect(verdict).toMatchObject({
          effect: 'block',
          category: 'illegal',
          because: { rule: { id: 'mandatory:illegal', layer: 'mandatory' } },
        });
        expect(verdict.obligations).not.toContain('do-not-record');
      },
    ),
    { numRuns: 300 },
  );
});

test('an illegal site is never relayed unread, even as one page of a site that is', () => {
  fc.assert(
    fc.property(
      anyBundle,
      anyone,
      fc.constantFrom('https://illegal.test/', 'https://www.illegal.test/', 'https://example.org/'),
      (bundle, who, url) => {
        const { handling, verdict } = createJudge(bundle).tunnel(requestOf(who, url));
        expect(handling === 'intercept' || (handling === 'refuse' && verdict.effect === 'block')).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('no rule, grid, decision or order closes a helpline or has it recorded by name', () => {
  fc.assert(
    fc.property(
      anyBundle,
      anyone,
      fc.constantFrom('https://helpline.test/', 'https://www.helpline.test/page', 'https://helpline.test/bad?u=https://illegal.test/'),
      (bundle, who, url) => {
        const judge = createJudge(bundle);
        const request = requestOf(who, url);
        const verdict = judge.judge(request);
        expect(verdict).toMatchObject({ effect: 'allow', category: 'helpline', because: { rule: { layer: 'mandatory' } } });
        expect(verdict.obligations).toContain('do-not-record');
        const event = accessEventOf({
          id: '000000000000',
          request,
          verdict,
          judge,
          enforcedBy: { point: 'extension', id: 'laptop-7' },
          device: 'laptop-7',
          clientAddress: '10.0.0.7',
          userAct: true,
          flag: { category: 'self-harm', severity: 'high', list: 'self-harm', line: 4, phrase: 'how to hurt myself' },
          searchTerm: 'how to hurt myself',
          status: 200,
          bytes: 1,
        });
        expect(JSON.stringify(event)).not.toMatch(/mia|laptop-7|10\.0\.0\.7|8b|year-|hurt|\/page|\/bad/);
        expect(event.kind).toBe('ordinary');
      },
    ),
    { numRuns: 300 },
  );
});

describe('where both lists name a site', () => {
  test('what is illegal stays closed', () => {
    const judge = judgeOf({ lists: [listOf('helpline', 'both.test'), listOf('illegal', 'both.test/bad')] });
    expect(ask(judge, '8b', 'https://both.test/bad').effect).toBe('block');
    expect(ask(judge, '8b', 'https://both.test/good').effect).toBe('allow');
  });
});

test('the verdict says that the mandatory layer beat the permission', () => {
  const judge = judgeOf({ lists, policy: { rules: [ruleOf('illegal.test', { id: 'please', layer: 'decision', effect: 'allow' })] } });
  expect(ask(judge, 'staff', 'https://illegal.test/').because.beat.map((rule) => rule.id)).toContain('please');
});
