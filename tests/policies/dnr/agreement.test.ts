// The floor against the judge on policies that nobody thought of: they say the same, or the floor lists why it lets through.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CategoryList } from '#policies/contracts/bundle.ts';
import { toDnr } from '#policies/dnr/to-dnr.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { isPublicSuffix } from '#policies/engine/host-suffixes.ts';
import { categoryEffects, effects } from '#policies/model/effect.ts';
import type { Match, Rule } from '#policies/model/rule.ts';
import { bundleOf, requestOf, ruleOf, thursday } from '#tests/policies/support/judging.ts';
import { mayLetThrough, mayStop } from './agreement.ts';
import { chromeMatching } from './chrome-matching.ts';

const hosts = [
  'a.test',
  'b.a.test',
  'c.b.a.test',
  'other.test',
  'github.io',
  'mine.github.io',
  'co.uk',
  'x.co.uk',
  '192.0.2.1',
  '2001:db8::1',
];
const paths = [
  '/',
  '/p',
  '/p/q',
  '/p/',
  '/P',
  '/p?x=1',
  '/pq',
  '/p;v',
  '//p',
  '/%70',
  '/p/..%2fq',
  '/?u=http://a.test/',
  '/q/p&=',
  '/P/Q?x',
];
const prefixes = ['/p', '/p/q', '/p/', '/P', '/p?x', '/%C3%A9'];
const categories = ['games', 'education', 'helpline', 'illegal'];

const host = fc.constantFrom(...hosts);
const effect = fc.constantFrom(...effects);
const path = fc.option(fc.constantFrom(...prefixes), { freq: 2 });
const match: fc.Arbitrary<Match> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('host' as const), host, path }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('host' as const),
      host: fc.constantFrom('github.io', 'co.uk'),
      path,
      below: fc.constant(true as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'any' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('category' as const), category: fc.constantFrom(...categories.slice(0, 2)) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('range' as const), range: fc.constantFrom('192.0.2.0/24', '192.0.0.0/9', '2001:db8::/32') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('expression' as const),
      expression: fc.constantFrom('a\\.test/p', '^b\\.', 'q$', 'xyz|^oth'),
    }),
  },
);
const rule: fc.Arbitrary<Rule> = fc
  .record({
    layer: fc.constantFrom('decision', 'school', 'group'),
    effect,
    match,
    audience: fc.constantFrom('everyone', 'ks3', 'year-8', '8b', '8c', 'person:mia'),
    from: fc.option(fc.constantFrom(thursday, thursday + 1), { freq: 1 }),
    until: fc.option(fc.constantFrom(thursday, thursday + 1), { freq: 1 }),
  })
  .map((change) => ruleOf('x', change));
const list: fc.Arbitrary<CategoryList> = fc
  .record({ category: fc.constantFrom(...categories), entries: fc.array(fc.tuple(host, path), { maxLength: 4 }) })
  .map(({ category, entries }) => ({
    id: `list-${category}-${entries.length}`,
    name: category,
    category,
    entries: entries.map(([name, prefix], at) => (prefix === null ? [at + 1, name] : [at + 1, name, prefix])),
  }));
const policy = fc.record({
  rules: fc.array(rule, { maxLength: 6 }),
  lists: fc.array(list, { maxLength: 4 }),
  games: fc.constantFrom(...categoryEffects),
  education: fc.constantFrom(...categoryEffects),
  unknown: effect,
});

const addresses = hosts
  .flatMap((name) => (isPublicSuffix(name) || name.includes(':') ? [name] : [name, `sub.${name}`]))
  .filter((name) => !/^sub\.\d/.test(name))
  .flatMap((name) => paths.map((rest) => `https://${name.includes(':') ? `[${name}]` : name}${rest}`));

test('the floor stops what the judge stops, or lists why not; it never stops more', () => {
  let [alike, listed] = [0, 0];
  fc.assert(
    fc.property(policy, ({ rules, lists, games, education, unknown }) => {
      const base = bundleOf();
      const grid = { ...base.policy.grid, ks3: { ...base.policy.grid['ks3'], games, education } };
      const bundle = {
        ...base,
        lists,
        policy: { ...base.policy, rules, grid, unknownSites: { ...base.policy.unknownSites, ks3: unknown } },
      };
      const judge = createJudge(bundle);
      const { rules: made, notExpressed } = toDnr(bundle, { subject: { id: 'mia', groups: ['8b'] }, at: thursday, place: 'on-site' });
      const floor = chromeMatching(made);
      for (const address of addresses) {
        const request = requestOf('8b', address);
        const verdict = judge.judge(request);
        const stops = floor.outcome(new URL(address).href) === 'block';
        if (stops === (verdict.effect === 'block')) alike++;
        else {
          const why = `${address}: ${verdict.effect} because of ${JSON.stringify(verdict.because.rule)}`;
          if (stops) expect(mayStop(notExpressed, request.target), why).toBe(true);
          else
            expect(mayLetThrough(notExpressed, request.target, verdict), `${address}: ${JSON.stringify(verdict.because)}`).not.toBeNull();
          listed++;
        }
      }
    }),
    { numRuns: 60 },
  );
  // Were most of them listed, the test would say nothing.
  expect(listed / alike).toBeLessThan(0.15);
});
