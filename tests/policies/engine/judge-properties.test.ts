// What holds of every policy that can be written down, every person, moment and address.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bundle } from '#policies/contracts/bundle.ts';
import { createJudge, type Holdings, type Judge } from '#policies/engine/judge.ts';
import type { AccessRequest } from '#policies/model/access-request.ts';
import { effects } from '#policies/model/effect.ts';
import { layers } from '#policies/model/layer.ts';
import type { Rule } from '#policies/model/rule.ts';
import { anyAddress, anyHost, anyLine } from '#tests/policies/support/any-address.ts';
import { anyMomentAndPlace, anyPolicy, anySubject } from '#tests/policies/support/any-policy.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';
import { keyedOf, namesOf, type LinedList } from '#tests/policies/support/imported.ts';
import { bundleOf, listOf, ruleOf, targetOf } from '#tests/policies/support/judging.ts';

const anyLines = fc.array(anyLine, { maxLength: 6 });
const listed = ['games', 'video', 'social-media', 'education'];

/** Lists of some categories, by category. */
const anyLists = fc
  .tuple(...listed.map(() => anyLines))
  .map((all): LinedList[] => all.map((lines, index) => ({ id: `list-${index}`, category: listed[index] ?? 'games', lines })));
/** Some expressions and ranges beside the names. */
const withNameless = fc
  .tuple(anyLists, fc.subarray(['192.0.2.0/24', '/a\\.ex/', '/b=c/', '/(x|y)\\.github/']))
  .map(([lists, more]) => lists.map((list, index) => (index === 0 ? { ...list, lines: [...list.lines, ...more] } : list)));

const base = bundleOf();
const bundleWith = (policy: Bundle['policy'], lists: readonly LinedList[] = []): Bundle => ({
  ...base,
  policy,
  lists: lists.map(({ id, category, lines }) => ({ ...listOf(category, ...lines), id, name: `List ${id}` })),
});
const holding = (names: Holdings['names'], mandatory: Holdings['mandatory'] = []): Holdings => ({ names, mandatory, phraseLists: [] });

const anyAsker = fc.oneof(
  fc.constant({ destination: 'document' as const, initiator: null }),
  fc.record({
    destination: fc.constantFrom('document' as const, 'image' as const, 'frame' as const, 'fetch' as const),
    initiator: fc.constantFrom('https://a.example', 'http://b.a.example:8080', 'https://x.github.io', 'not an origin', null),
  }),
);
const anyRequest: fc.Arbitrary<AccessRequest> = fc
  .tuple(anySubject, anyMomentAndPlace, anyAddress, fc.boolean(), anyAsker)
  .map(([subject, { at, place }, url, atConnect, asker]) => {
    const target = targetOf(url);
    return {
      subject,
      target: atConnect ? { ...target, path: null } : target,
      ...asker,
      at,
      ...(place === undefined ? {} : { place }),
    };
  });
const manyRequests = fc.array(anyRequest, { minLength: 1, maxLength: 10 });

describe('the short way and the long way come to the same verdict', () => {
  // A rule that never holds makes the judge look at everything wherever it names the host or something above it.
  const never: Rule[] = ['example', 'local', 'github.io', 'io', 'uk', '192.0.2.1', '2001:db8::1'].map((host, index) =>
    ruleOf(host, { id: `never-${index}`, until: -1, match: { kind: 'host', host, path: null, below: true } }),
  );
  const slowed = (policy: Bundle['policy']): Bundle['policy'] => ({ ...policy, rules: [...policy.rules, ...never] });

  test('of any policy, imported lists and keyed lists', () => {
    fc.assert(
      fc.property(anyPolicy(), withNameless, anyLines, manyRequests, (policy, lists, keyed, requests) => {
        const holdings = holding(namesOf(lists), [keyedOf([{ id: 'iwf', lines: keyed }])]);
        const short = createJudge(bundleWith(policy), holdings);
        const long = createJudge(bundleWith(slowed(policy)), holdings);
        for (const request of requests) {
          expect(short.judge(request)).toEqual(long.judge(request));
          expect(short.tunnel(request)).toEqual(long.tunnel(request));
        }
      }),
      runs(200),
    );
  });

  test('of lists and their changes', () => {
    fc.assert(
      fc.property(anyPolicy(), anyLists, anyLists, manyRequests, (policy, before, after, requests) => {
        const holdings = holding(namesOf(before, after));
        const short = createJudge(bundleWith(policy), holdings);
        const long = createJudge(bundleWith(slowed(policy)), holdings);
        for (const request of requests) expect(short.judge(request)).toEqual(long.judge(request));
      }),
      runs(80),
    );
  });
});

test('imported lists decide as the same lists in the bundle itself do', () => {
  fc.assert(
    fc.property(anyPolicy(), withNameless, manyRequests, (policy, lists, requests) => {
      const imported = createJudge(bundleWith(policy), holding(namesOf(lists)));
      const inBundle = createJudge(bundleWith(policy, lists));
      const told = (judge: Judge, request: AccessRequest) => {
        const { effect, category, categories, obligations, because } = judge.judge(request);
        return { effect, category, categories, obligations, rule: because.rule, beat: because.beat, list: because.list?.id };
      };
      for (const request of requests) expect(told(imported, request)).toEqual(told(inBundle, request));
    }),
    runs(150),
  );
});

test('every request has a verdict, and every verdict says why', () => {
  fc.assert(
    fc.property(anyPolicy(layers), withNameless, anyLines, manyRequests, (policy, lists, keyed, requests) => {
      const judge = createJudge(
        bundleWith(policy, lists.slice(0, 2)),
        holding(namesOf(lists.slice(2)), [keyedOf([{ id: 'iwf', lines: keyed }])]),
      );
      for (const request of requests) {
        const { effect, because, categories } = judge.judge(request);
        expect(effects).toContain(effect);
        expect(because.rule.effect).toBe(effect);
        expect(because.beat).not.toContain(because.rule);
        expect(new Set(because.beat).size).toBe(because.beat.length);
        expect(categories).toEqual([...new Set(categories)].sort());
        if (because.list !== null) expect(because.list.line).toBeGreaterThan(0);
        expect(['intercept', 'tunnel', 'refuse']).toContain(judge.tunnel(request).handling);
      }
    }),
    runs(150),
  );
});

test('a request that is judged again with its bundle has the same verdict, whatever was judged in between', () => {
  fc.assert(
    fc.property(anyPolicy(), withNameless, manyRequests, (policy, lists, requests) => {
      const holdings = holding(namesOf(lists));
      const bundle = bundleWith(policy);
      const judge = createJudge(bundle, holdings);
      const first = requests.map((request) => structuredClone(judge.judge(request)));
      const travelled = createJudge(JSON.parse(JSON.stringify(bundle)) as Bundle, holdings);
      for (const [index, request] of requests.toReversed().entries()) {
        const expected = first.at(-1 - index);
        expect(judge.judge(request)).toEqual(expected);
        expect(travelled.judge(JSON.parse(JSON.stringify(request)) as AccessRequest)).toEqual(expected);
      }
    }),
    runs(100),
  );
});

test('the order in which rules, entries, lists and groups are written never shows', () => {
  fc.assert(
    fc.property(
      anyPolicy().chain((policy) => {
        const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
        const entries = fc.array(fc.nat(), { minLength: 1, maxLength: 1 });
        return fc.record({
          policy: fc.constant(policy),
          rules: shuffled(policy.rules),
          timed: shuffled(policy.timed ?? []),
          groups: shuffled(policy.groups),
          schedules: shuffled(policy.schedules ?? []),
          turn: entries,
        });
      }),
      withNameless.chain((lists) => fc.tuple(fc.constant(lists), fc.shuffledSubarray(lists, { minLength: lists.length }))),
      manyRequests,
      ({ policy, turn: _turn, ...order }, [lists, shuffledLists], requests) => {
        const grid = Object.fromEntries(Object.entries(policy.grid).toReversed());
        const other = createJudge(bundleWith({ ...policy, ...order, grid }, shuffledLists));
        const imported = createJudge(bundleWith({ ...policy, ...order, grid }), holding(namesOf(shuffledLists)));
        const inOrder = createJudge(bundleWith(policy, lists));
        const importedInOrder = createJudge(bundleWith(policy), holding(namesOf(lists)));
        for (const request of requests) {
          expect(other.judge(request)).toEqual(inOrder.judge(request));
          expect(imported.judge(request)).toEqual(importedInOrder.judge(request));
        }
      },
    ),
    runs(120),
  );
});

test('the order of somebody’s groups changes neither what happens nor which rule is named', () => {
  fc.assert(
    fc.property(
      anyPolicy(),
      anyLists,
      fc.subarray(['8b', '8c', 'year-8']),
      anyAddress,
      anyMomentAndPlace,
      (policy, lists, groups, url, { at }) => {
        const judge = createJudge(bundleWith(policy, lists));
        const as = (members: string[]) => {
          const { effect, because } = judge.judge({
            subject: { id: 'mia', groups: members },
            target: targetOf(url),
            destination: 'document',
            initiator: null,
            at,
          });
          return [effect, because.rule.id, because.rule.audience];
        };
        expect(as(groups.toReversed())).toEqual(as(groups));
      },
    ),
    runs(150),
  );
});

describe('nothing opens what a list of illegal sites names', () => {
  const illegal = ['a.example', 'b.a.example/a', '*.github.io', '192.0.2.1', 'z.co.uk'];
  const anyIllegal = fc.constantFrom(
    'https://a.example/',
    'https://c.b.a.example/a/b',
    'https://b.a.example/%61?x',
    'https://x.github.io/a',
    'http://3221225985/',
    'https://z.co.uk.:8443/',
    'https://p.example/?u=https://a.example/',
    'https://a-example.translate.goog/',
  );
  const ways: readonly (readonly [string, (bundle: Bundle) => Judge])[] = [
    ['in the bundle', (bundle) => createJudge({ ...bundle, lists: [...bundle.lists, { ...listOf('illegal', ...illegal), id: 'law' }] })],
    ['imported', (bundle) => createJudge(bundle, holding(namesOf([{ id: 'law', category: 'illegal', lines: illegal }])))],
    [
      'imported the day after',
      (bundle) =>
        createJudge(
          bundle,
          holding(namesOf([{ id: 'law', category: 'illegal', lines: [] }], [{ id: 'law', category: 'illegal', lines: illegal }])),
        ),
    ],
    ['kept as keyed hashes', (bundle) => createJudge(bundle, holding(null, [keyedOf([{ id: 'law', lines: illegal }])]))],
    [
      'kept as keyed hashes of another seed than the tables',
      (bundle) =>
        createJudge(
          bundle,
          holding(namesOf([{ id: 'x', category: 'games', lines: ['x.example'] }]), [
            keyedOf([{ id: 'law', lines: illegal }], { a: 9, b: 8 }),
          ]),
        ),
    ],
  ];

  test.each(ways)('%s, whoever asks, whenever, and whatever the school has written', (_how, judgeOf) => {
    fc.assert(
      fc.property(anyPolicy(layers), anyLists, anySubject, anyMomentAndPlace, anyIllegal, (policy, lists, subject, { at, place }, url) => {
        const judge = judgeOf(
          bundleWith(policy, [...lists, { id: 'open', category: 'education', lines: ['a.example', 'github.io', 'x.github.io'] }]),
        );
        const request: AccessRequest = {
          subject,
          target: targetOf(url),
          destination: 'document',
          initiator: null,
          at,
          ...(place === undefined ? {} : { place }),
        };
        const verdict = judge.judge(request);
        expect(verdict).toMatchObject({
          effect: 'block',
          category: 'illegal',
          because: { rule: { id: 'mandatory:illegal', layer: 'mandatory' } },
        });
        expect(verdict.obligations).not.toContain('do-not-record');
        const { handling, verdict: whole } = judge.tunnel(request);
        expect(handling === 'intercept' || (handling === 'refuse' && whole.effect === 'block')).toBe(true);
      }),
      runs(100),
    );
  });

  test('nor does any order of edits', () => {
    const edits = fc.array(anyPolicy(layers), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(edits, anySubject, anyIllegal, (policies, subject, url) => {
        const mandatory = [keyedOf([{ id: 'law', lines: illegal }])];
        const merged = policies.reduce((all, policy) => ({ ...all, ...policy, rules: [...all.rules, ...policy.rules] }));
        for (const policy of [...policies, merged]) {
          const request: AccessRequest = { subject, target: targetOf(url), destination: 'document', initiator: null, at: 0 };
          expect(createJudge(bundleWith(policy), holding(null, mandatory)).judge(request).effect).toBe('block');
        }
      }),
      runs(60),
    );
  });

  test('and a confidential helpline is never closed, nor recorded by name, however it is listed', () => {
    const help = ['a.example', '*.github.io', '192.0.2.1'];
    fc.assert(
      fc.property(
        anyPolicy(layers),
        anyLists,
        anySubject,
        anyMomentAndPlace,
        fc.boolean(),
        (policy, lists, subject, { at }, isImported) => {
          const line = { id: 'help', category: 'helpline', lines: help };
          const judge = isImported
            ? createJudge(bundleWith(policy, lists), holding(namesOf([line])))
            : createJudge({
                ...bundleWith(policy, lists),
                lists: [...bundleWith(policy, lists).lists, { ...listOf('helpline', ...help), id: 'help' }],
              });
          for (const url of [
            'https://a.example/',
            'https://www.a.example/a?u=https://b.example/',
            'https://x.github.io/',
            'http://192.0.2.1/',
          ]) {
            const verdict = judge.judge({ subject, target: targetOf(url), destination: 'document', initiator: null, at });
            expect(verdict).toMatchObject({ effect: 'allow', category: 'helpline' });
            expect(verdict.obligations).toContain('do-not-record');
          }
        },
      ),
      runs(100),
    );
  });
});

test('a permission of the committee never makes anything stricter, and a stop never makes anything more open', () => {
  fc.assert(
    fc.property(anyPolicy(), anyLists, anyRequest, anyHost, (policy, lists, request, host) => {
      const effectWith = (effect: Rule['effect']) =>
        createJudge(
          bundleWith({ ...policy, rules: [...policy.rules, ruleOf(host, { id: `0-${effect}`, layer: 'decision', effect })] }, lists),
        ).judge(request).effect;
      const without = createJudge(bundleWith(policy, lists)).judge(request).effect;
      expect(effects.indexOf(effectWith('allow'))).toBeLessThanOrEqual(effects.indexOf(without));
      expect(effects.indexOf(effectWith('block'))).toBeGreaterThanOrEqual(effects.indexOf(without));
    }),
    runs(100),
  );
});
