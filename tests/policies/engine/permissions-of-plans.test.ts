// Permissions as a plan of lessons has them: for several stretches of time, and for what certain pages show within themselves.
import { describe, expect, test } from 'vitest';
import { compileBundle } from '#policies/bundle/compile.ts';
import { toDnr } from '#policies/dnr/to-dnr.ts';
import { createJudge } from '#policies/engine/judge.ts';
import type { Rule } from '#policies/model/rule.ts';
import { ask, bundleOf, judgeOf, policyWith, requestOf, ruleOf, thursday } from '#tests/policies/support/judging.ts';

const hour = 3_600_000;
const opens = (host: string, change: Partial<Rule> = {}): Rule =>
  ruleOf(host, { id: `opens-${host}`, layer: 'decision', effect: 'allow', audience: '8b', ...change });
const stopped = { unknownSites: { ...policyWith().unknownSites, everyone: 'block' as const, ks3: 'block' as const } };

describe('a rule with windows', () => {
  const windows = [
    { from: thursday, until: thursday + hour },
    { from: thursday + 3 * hour, until: thursday + 4 * hour },
  ];
  const judge = judgeOf({ policy: { ...stopped, rules: [opens('museum.example', { windows }), opens('art.example/a', { windows })] } });

  test.each(['https://museum.example/', 'https://art.example/a/b'])('holds within each of them and at no other time: %s', (url) => {
    const at = (moment: number) => ask(judge, '8b', url, moment).effect;
    const moments = [thursday - 1, thursday, thursday + hour - 1, thursday + hour, thursday + 3 * hour - 1, thursday + 3 * hour];
    expect(moments.map(at)).toEqual(['block', 'allow', 'allow', 'block', 'block', 'allow']);
    expect(at(thursday + 4 * hour)).toBe('block');
    expect(ask(judge, '8c', url, thursday).effect).toBe('block');
  });

  test('is a reason for the floor to be made anew at each of their edges', () => {
    const minutes = [
      { from: thursday, until: thursday + 600_000 },
      { from: thursday + 720_000, until: thursday + 900_000 },
    ];
    const bundle = bundleOf({ policy: { ...stopped, rules: [opens('museum.example', { windows: minutes })] } });
    const until = (at: number) => toDnr(bundle, { subject: { id: 'mia', groups: ['8b'] }, at, place: 'on-site' }).until;
    expect(until(thursday - 1)).toBe(thursday);
    expect(until(thursday)).toBe(thursday + 600_000);
    expect(until(thursday + 600_000)).toBe(thursday + 720_000);
  });
});

describe('a permission for what pages show within themselves', () => {
  const judge = judgeOf({ policy: { ...stopped, rules: [opens('player.example', { embedded: ['museum.example'] })] } });
  const asked = (url: string, initiator: string | null, destination: 'document' | 'frame' | 'image' | 'other' = 'frame') =>
    judge.judge(requestOf('8b', url, { initiator, destination })).effect;

  test('opens it for pages at the host that is named, and below it', () => {
    expect(asked('https://player.example/v/1', 'https://museum.example')).toBe('allow');
    expect(asked('https://cdn.player.example/x.jpg', 'https://www.museum.example', 'image')).toBe('allow');
  });

  test.each([
    ['a page that somebody goes to', 'https://museum.example', 'document'],
    ['a page of another host', 'https://other.example', 'frame'],
    ['a page of a host that only ends alike', 'https://notmuseum.example', 'image'],
    ['nobody that is known', null, 'image'],
    ['an origin that is none', 'null', 'image'],
  ] as const)('does not open it for %s', (_who, initiator, destination) => {
    expect(asked('https://player.example/v/1', initiator, destination)).toBe('block');
  });

  test('has a connection read that would otherwise be refused unread, so that each request can be judged', () => {
    const connect = { ...requestOf('8b', 'https://player.example/'), destination: 'other' as const };
    const handlingOf = (rules: Rule[]) =>
      judgeOf({ policy: { ...stopped, passThrough: ['player.example'], rules } }).tunnel({
        ...connect,
        target: { ...connect.target, path: null },
      }).handling;
    expect(handlingOf([opens('player.example', { embedded: ['museum.example'] })])).toBe('intercept');
    expect(handlingOf([])).toBe('refuse');
  });

  test('a page below a name under which strangers register is not a page of another there', () => {
    const strangers = judgeOf({ policy: { ...stopped, rules: [opens('player.example', { embedded: ['github.io'] })] } });
    const from = (initiator: string) =>
      strangers.judge(requestOf('8b', 'https://player.example/', { initiator, destination: 'image' })).effect;
    expect(from('https://mallory.github.io')).toBe('block');
    expect(from('https://github.io')).toBe('allow');
  });

  test('is in the floor as a permission for the host, and the floor says so', () => {
    const bundle = bundleOf({ policy: { ...stopped, rules: [opens('player.example', { embedded: ['museum.example'] })] } });
    const { notExpressed } = toDnr(bundle, { subject: { id: 'mia', groups: ['8b'] }, at: thursday, place: 'on-site' });
    expect(notExpressed.map(({ kind, what }) => [kind, what])).toContainEqual([
      'embedded-permission',
      'player.example/ (rule opens-player.example)',
    ]);
  });
});

describe('what cannot be meant is named with its place', () => {
  const problemsOf = (rule: Rule): string[] => {
    const compiled = compileBundle({
      school: 'x',
      number: 1,
      madeAt: 0,
      policy: policyWith({ rules: [rule] }),
      lists: [],
      phraseLists: [],
    });
    return compiled.ok ? [] : compiled.problems;
  };
  const rule = (change: Partial<Rule>) => opens('museum.example', { id: 'r', ...change });

  test.each<[string, Rule, string]>([
    ['backwards', rule({ windows: [{ from: 2, until: 1 }] }), 'Rule “r”: the window ends before it begins.'],
    [
      'overlapping',
      rule({
        windows: [
          { from: 1, until: 3 },
          { from: 2, until: 4 },
        ],
      }),
      'Rule “r”: the window begins before the one before it ends.',
    ],
    [
      'beyond the rule',
      rule({ from: 1, until: 3, windows: [{ from: 1, until: 4 }] }),
      'Rule “r”: the window reaches beyond the time in which the rule holds.',
    ],
    [
      'a stop',
      rule({ effect: 'block', embedded: ['a.example'] }),
      'Rule “r”: only a permission for a host can be for what other pages show of it.',
    ],
    ['no host', rule({ embedded: ['https://a.example'] }), 'Rule “r”: “https://a.example” is not a plain host name in lower case.'],
  ])('%s', (_what, bad, problem) => {
    expect(problemsOf(bad)).toEqual([problem]);
  });

  test('a stop that says it is for embedded things is not a rule, whoever signed it', () => {
    const bundle = bundleOf({ policy: { rules: [] } });
    const stop = ruleOf('bbc.co.uk', { embedded: ['museum.example'] });
    const judge = createJudge({ ...bundle, policy: { ...bundle.policy, rules: [stop, opens('plain.example')] } });
    expect(judge.judge(requestOf('8b', 'https://bbc.co.uk/', { initiator: 'https://museum.example', destination: 'image' })).effect).toBe(
      'allow',
    );
    expect(ask(judge, '8b', 'https://plain.example/').effect).toBe('allow');
  });
});
