import { describe, expect, test } from 'vitest';
import { createJudge } from '#policies/engine/judge.ts';
import { ask, bundleOf, judgeOf, listOf, policyWith, requestOf, ruleOf } from '#tests/policies/support/judging.ts';

describe('a site in a category', () => {
  const judge = judgeOf({ lists: [listOf('games', '# The games', 'games.test', 'example.org/play'), listOf('education', 'example.org')] });

  test('is judged by the grid of the phase, and the verdict names list and line', () => {
    expect(ask(judge, '8b', 'https://www.games.test/x')).toEqual({
      effect: 'block',
      category: 'games',
      categories: ['games'],
      obligations: ['safe-search', 'video-restriction'],
      because: {
        bundle: 7,
        rule: {
          id: 'grid:ks3:games',
          layer: 'category',
          effect: 'block',
          audience: 'ks3',
          category: 'games',
          origin: { kind: 'policy', name: 'Games, Key Stage 3' },
          until: null,
          reason: null,
        },
        list: { id: 'test-games', name: 'Test games', line: 2 },
        beat: [
          {
            id: 'unknown-sites:ks3',
            layer: 'default',
            effect: 'allow',
            audience: 'ks3',
            origin: { kind: 'policy', name: 'Sites on no list, Key Stage 3' },
            until: null,
            reason: null,
          },
        ],
      },
    });
    expect(ask(judge, 'year-12', 'https://games.test/').effect).toBe('allow');
  });

  test('of several categories the strictest decides, however exact the line is, and the verdict says which', () => {
    const verdict = ask(judge, '8b', 'https://example.org/play/chess');
    expect(verdict).toMatchObject({ effect: 'block', category: 'games', because: { list: { line: 3 } } });
    expect(verdict.because.beat.map((rule) => rule.id)).toEqual(['grid:ks3:education', 'unknown-sites:ks3']);
    expect(ask(judge, '8b', 'https://example.org/player').category).toBe('education');
  });

  test('is opened by a school rule, and keeps its category', () => {
    const opened = judgeOf({
      lists: [listOf('games', 'games.test')],
      policy: { rules: [ruleOf('games.test', { id: 'chess-club', effect: 'allow' })] },
    });
    expect(ask(opened, '8b', 'https://games.test/')).toMatchObject({
      effect: 'allow',
      category: 'games',
      because: { rule: { id: 'chess-club' }, list: null },
    });
  });

  test('is met by a school rule for the category', () => {
    const opened = judgeOf({
      lists: [listOf('games', 'games.test')],
      policy: {
        rules: [ruleOf('x', { id: 'wet-play', effect: 'allow', match: { kind: 'category', category: 'games' }, audience: 'year-8' })],
      },
    });
    expect(ask(opened, '8b', 'https://games.test/')).toMatchObject({
      effect: 'allow',
      because: { rule: { id: 'wet-play' }, list: { line: 1 } },
    });
    expect(ask(opened, 'year-7', 'https://games.test/').effect).toBe('block');
  });
});

describe('a host matches by whole labels', () => {
  const judge = judgeOf({ policy: { rules: [ruleOf('example.org'), ruleOf('192.0.2.1'), ruleOf('2001:db8::1')] } });
  test.each([
    ['https://example.org/', 'block'],
    ['https://a.b.example.org/', 'block'],
    ['https://badexample.org/', 'allow'],
    ['https://example.org.evil.test/', 'allow'],
    ['https://192.0.2.1/', 'block'],
    ['http://3221225985/', 'block'],
    ['https://[::ffff:192.0.2.1]/', 'block'],
    ['https://[2001:DB8:0::1]/', 'block'],
    ['https://7.192.0.2/', 'allow'],
  ])('%s: %s', (url, effect) => {
    expect(ask(judge, '8b', url).effect).toBe(effect);
  });
});

describe('a name under which strangers register is itself only', () => {
  const judge = judgeOf({
    lists: [listOf('games', 'github.io', 'co.uk')],
    policy: { rules: [ruleOf('blogspot.com'), ruleOf('amazonaws.com')] },
  });
  test.each([
    ['https://github.io/', 'block'],
    ['https://school.github.io/', 'allow'],
    ['https://co.uk/', 'block'],
    ['https://bbc.co.uk/', 'allow'],
    ['https://blogspot.com/', 'block'],
    ['https://lessons.blogspot.com/', 'allow'],
    // A plain name above a public suffix still holds for everything below it.
    ['https://bucket.s3.amazonaws.com/', 'block'],
  ])('%s: %s', (url, effect) => {
    expect(ask(judge, '8b', url).effect).toBe(effect);
  });
});

describe('who somebody is', () => {
  const judge = judgeOf();
  test('groups come narrowest first with every ancestor', () => {
    expect(judge.groupsOf({ id: 'mia', groups: ['8b'] })).toEqual(['8b', 'year-8', 'ks3', '11-to-16']);
    expect(judge.groupsOf({ id: 'mia', groups: ['ks3', 'year-8', '8c', '8b'] })).toEqual(['8c', '8b', 'year-8', 'ks3', '11-to-16']);
  });
  test('somebody in no group that exists is unknown', () => {
    expect(judge.groupsOf({ id: 'x', groups: [] })).toEqual(['unknown']);
    expect(judge.groupsOf({ id: 'x', groups: ['gone', '__proto__'] })).toEqual(['unknown']);
    expect(judge.phaseOf({ id: 'x', groups: ['everyone'] })).toBe('unknown');
  });
  test('the phase is the one above', () => {
    expect(judge.phaseOf({ id: 'mia', groups: ['8b'] })).toBe('ks3');
    expect(judge.phaseOf({ id: 'x', groups: ['staff'] })).toBe('staff');
  });
});

test('a site that no list knows is judged by phase', () => {
  const judge = judgeOf();
  expect(ask(judge, '8b', 'https://new.test/')).toMatchObject({
    effect: 'allow',
    category: null,
    because: { rule: { id: 'unknown-sites:ks3', layer: 'default' }, list: null, beat: [] },
  });
  expect(ask(judge, 'ks1', 'https://new.test/').effect).toBe('warn');
});

test('at most five beaten rules are told', () => {
  const rules = Array.from({ length: 9 }, (_, index) => ruleOf('example.org', { id: `r${index}` }));
  expect(ask(judgeOf({ policy: { rules } }), '8b', 'https://example.org/').because.beat).toHaveLength(5);
});

test('what a bundle does not say is closed, even where the compiler was not asked', () => {
  const bundle = bundleOf({ lists: [listOf('games', 'games.test')] });
  const judge = createJudge({ ...bundle, policy: { ...policyWith(), grid: {}, unknownSites: {}, obligations: {} } });
  expect(ask(judge, '8b', 'https://games.test/').effect).toBe('block');
  expect(ask(judge, '8b', 'https://new.test/').effect).toBe('block');
  expect(ask(judge, '8b', 'https://new.test/').obligations).toEqual(['safe-search', 'video-restriction']);
});

test('a group named like a property of every object has no policy of its own', () => {
  const bundle = bundleOf();
  const groups = [...bundle.policy.groups, { id: 'constructor', name: 'Odd', kind: 'phase' as const, parent: 'everyone' }];
  expect(ask(createJudge({ ...bundle, policy: { ...bundle.policy, groups } }), 'constructor', 'https://new.test/').effect).toBe('block');
});

describe('CONNECT', () => {
  const rules = [
    ruleOf('blocked.test'),
    ruleOf('blocked-bank.test'),
    ruleOf('bank.test/casino'),
    ruleOf('half.test'),
    ruleOf('half.test/lesson', { effect: 'allow', layer: 'decision' }),
    ruleOf('later.test/x', { from: 1e15 }),
  ];
  const judge = judgeOf({
    policy: { rules, passThrough: ['health.test', 'blocked-bank.test', 'bank.test', 'half.test', 'later.test', 'github.io'] },
  });
  const tunnel = (host: string) => judge.tunnel(requestOf('8b', `https://${host}/`));

  test.each([
    ['open.test', 'intercept', 'allow', 'every page must be judged'],
    ['blocked.test', 'intercept', 'block', 'a block page can be shown only inside'],
    ['health.test', 'tunnel', 'allow', 'the school promised not to read it'],
    ['my.health.test', 'tunnel', 'allow', 'the promise holds below the name'],
    ['blocked-bank.test', 'refuse', 'block', 'it is neither read nor opened'],
    ['bank.test', 'intercept', 'allow', 'one of its pages is blocked'],
    ['half.test', 'intercept', 'block', 'one of its pages is open'],
    ['later.test', 'tunnel', 'allow', 'the rule for its page does not hold yet'],
    ['someone.github.io', 'intercept', 'allow', 'a public suffix is itself only'],
  ])('%s: %s (%s), because %s', (host, handling, effect) => {
    expect(tunnel(host)).toMatchObject({ handling, verdict: { effect } });
  });

  test('is judged by the host alone, whatever path the caller puts in', () => {
    expect(judge.tunnel(requestOf('8b', 'https://half.test/lesson')).verdict.effect).toBe('block');
  });
});

test('a judge and what it says cannot be changed', () => {
  const judge = judgeOf({ policy: { rules: [ruleOf('example.org')] } });
  const { rule } = ask(judge, '8b', 'https://example.org/').because;
  expect(() => Object.assign(rule, { effect: 'allow' })).toThrow(TypeError);
  expect(() => Object.assign(judge, { bundle: 8 })).toThrow(TypeError);
});
