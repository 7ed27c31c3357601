// Policies of a small school, as odd as they can be written down: every kind of match, schedules, timed entries, inheritance.
import * as fc from 'fast-check';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { categoryEffects, effects } from '#policies/model/effect.ts';
import type { Layer } from '#policies/model/layer.ts';
import type { Rule } from '#policies/model/rule.ts';
import { anyHost } from '#tests/policies/support/any-address.ts';
import { policyWith, thursday } from '#tests/policies/support/judging.ts';

const second = 1000;
const anyGroup = fc.constantFrom('everyone', '11-to-16', 'ks3', 'ks4', 'year-8', '8b', '8c', 'staff', 'unknown');
export const anyCategory = fc.constantFrom('games', 'video', 'news', 'social-media');
const anySchedule = fc.constantFrom('lunch', 'lessons', 'nights', 'home', 'always');
const anyPath = fc.constantFrom(null, '/', '/a', '/a/b', '/A', '/a?b=c', '/x/');
const anyMoment = fc.constantFrom(null, thursday - second, thursday, thursday + second, thursday + 7_200_000);

const anyWindows: fc.Arbitrary<NonNullable<Rule['windows']>> = fc.constantFrom(
  [{ from: thursday - second, until: thursday }],
  [{ from: thursday, until: thursday + second }],
  [
    { from: thursday - 2 * second, until: thursday - second },
    { from: thursday + second, until: thursday + 7_200_000 },
  ],
);

const anyMatch: fc.Arbitrary<Rule['match']> = fc.oneof(
  fc.constant({ kind: 'any' as const }),
  fc.record({ kind: fc.constant('category' as const), category: fc.oneof(anyCategory, fc.constantFrom('illegal', 'helpline')) }),
  fc.record({ kind: fc.constant('host' as const), host: anyHost, path: anyPath }, { requiredKeys: ['kind', 'host', 'path'] }),
  fc.record({ kind: fc.constant('host' as const), host: anyHost, path: anyPath, below: fc.constant(true as const) }),
  fc.record({ kind: fc.constant('list' as const), list: fc.constantFrom('own', 'missing') }),
  fc.record({ kind: fc.constant('range' as const), range: fc.constantFrom('192.0.2.0/24', '0.0.0.0/0', '2001:db8::/32', 'no range') }),
  fc.record({
    kind: fc.constant('expression' as const),
    expression: fc.constantFrom('a\\.example', '/a', '.', 'b=c', '^example', '(', '[ab]{2}'),
  }),
  fc.record({ kind: fc.constant('video' as const), video: fc.constantFrom('youtube:abcdefghijk', 'youtu.be/abcdefghijK', 'no video') }),
);

/** Every rule that can be written down, those included that the compiler refuses: a judge must hold by itself. */
export const anyRule = (layers: readonly Layer[] = ['decision', 'school', 'group']): fc.Arbitrary<Rule> =>
  fc
    .record({
      id: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 }),
      layer: fc.constantFrom(...layers),
      effect: fc.constantFrom(...effects),
      match: anyMatch,
      audience: fc.oneof(anyGroup, fc.constantFrom('person:mia', 'person:leo', 'nobody')),
      from: anyMoment,
      until: anyMoment,
      schedule: fc.option(fc.oneof(anySchedule, fc.constant('missing')), { nil: undefined }),
      windows: fc.option(anyWindows, { nil: undefined }),
      embedded: fc.option(fc.array(anyHost, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 4 }),
      origin: fc.constant({ kind: 'built-in' as const, name: 'Test' }),
      reason: fc.constant(null),
    })
    .map(({ schedule, windows, embedded, ...rule }): Rule => ({
      ...rule,
      ...(schedule === undefined ? {} : { schedule }),
      ...(windows === undefined ? {} : { windows }),
      ...(embedded === undefined ? {} : { embedded }),
    }));

export const anyRules = (layers?: readonly Layer[]): fc.Arbitrary<Rule[]> =>
  fc.uniqueArray(anyRule(layers), { selector: ({ id }) => id, maxLength: 12 });

const anyRow = fc.dictionary(anyCategory, fc.constantFrom(...categoryEffects));

const schedules: PolicyDocument['schedules'] = [
  { id: 'lunch', name: 'Lunch', on: 'school-days', periods: ['lunch'] },
  { id: 'lessons', name: 'Lessons', periods: ['1', '2', '3', '4', '5', '6'], place: 'on-site' },
  { id: 'nights', name: 'Nights', from: '21:00', to: '06:00' },
  { id: 'home', name: 'At home', place: 'off-site' },
  { id: 'always', name: 'Always' },
];

export const anyPolicy = (layers?: readonly Layer[]): fc.Arbitrary<PolicyDocument> =>
  fc
    .record({
      rules: anyRules(layers),
      grid: fc.dictionary(anyGroup, anyRow, { maxKeys: 6 }),
      timed: fc.array(
        fc.record({ schedule: anySchedule, group: anyGroup, category: anyCategory, effect: fc.constantFrom(...categoryEffects) }),
        { maxLength: 5 },
      ),
      unknownSites: fc.dictionary(anyGroup, fc.constantFrom(...effects), { maxKeys: 4 }),
      obligations: fc.dictionary(anyGroup, fc.record({ safeSearch: fc.boolean(), videoRestriction: fc.boolean() }), { maxKeys: 4 }),
      lists: fc.array(fc.constantFrom('a.example', '*.github.io', 'b.a.example/a', '192.0.2.1', 'not a host'), { maxLength: 4 }),
      passThrough: fc.subarray(['a.example', 'b.a.example', '192.0.2.1', 'github.io']),
    })
    .map(({ lists, ...change }) => policyWith({ ...change, schedules, lists: [{ id: 'own', name: 'Own', entries: lists }] }));

/** Members of everything, of nothing, of what does not exist, and of several groups at once. */
export const anySubject = fc.record({
  id: fc.constantFrom('mia', 'leo', 'unknown'),
  groups: fc.oneof(
    fc.constantFrom(
      ['8b'],
      ['8c'],
      ['year-8'],
      ['ks3'],
      ['staff'],
      ['year-10'],
      ['unknown'],
      [],
      ['gone'],
      ['8b', '8c'],
      ['8c', '8b'],
      ['8b\nperson:leo'],
    ),
    fc.subarray(['8b', '8c', 'year-8', 'ks4', 'staff', 'gone']),
  ),
});

/** Moments and places at which different things hold. */
export const anyMomentAndPlace = fc.record({
  at: fc.constantFrom(
    thursday,
    thursday - 1,
    thursday + second,
    thursday + 6_000_000,
    thursday + 36_000_000,
    Date.UTC(2026, 9, 25, 1, 30),
    0,
  ),
  place: fc.constantFrom('on-site' as const, 'off-site' as const, undefined),
});
