// Where several things say the same, or one thing says it several times.
import { describe, expect, test } from 'vitest';
import { createJudge } from '#policies/engine/judge.ts';
import { MandatoryIndex } from '#policies/mandatory/mandatory-index.ts';
import { accessEventOf } from '#policies/engine/event-of.ts';
import { key, keyedBytes, keyedOf, namesOf, opened } from '#tests/policies/support/imported.ts';
import { ask, bundleOf, judgeOf, listOf, policyWith, requestOf, ruleOf, thursday } from '#tests/policies/support/judging.ts';

const holding = (names: ReturnType<typeof namesOf> | null, ...mandatory: MandatoryIndex[]) => ({ names, mandatory, phraseLists: [] });

test('a rule that names a list of two fitting addresses beats neither itself nor another twice', () => {
  const lists = [{ id: 'mine', name: 'Mine', entries: ['a.example', 'www.a.example', 'a.example/x'] }];
  const rule = (id: string, effect: 'allow' | 'block') => ruleOf('x', { id, effect, match: { kind: 'list', list: 'mine' } });
  const judge = judgeOf({ policy: { lists, rules: [rule('opens', 'allow'), rule('stops', 'block')] } });
  const { rule: winner, beat } = ask(judge, '8b', 'https://www.a.example/x').because;
  expect([winner.id, ...beat.map(({ id }) => id)]).toEqual(['stops', 'opens', 'unknown-sites:ks3']);
});

test('what one kind of person was told is not told to another, whatever their groups are called', () => {
  const judge = judgeOf({
    policy: {
      rules: [ruleOf('a.example', { id: 'for-mia', effect: 'allow', audience: 'person:mia' }), ruleOf('a.example', { id: 'all' })],
    },
  });
  const as = (id: string, groups: string[]) =>
    judge.judge({ ...requestOf('8b', 'https://a.example/'), subject: { id, groups } }).because.rule.id;
  for (let time = 0; time < 2; time++) {
    expect(as('leo', ['8b\nperson:mia'])).toBe('all');
    expect(as('leo', ['8b', 'person:mia'])).toBe('all');
    expect(as('leo', ['["8b"]'])).toBe('all');
    expect(as('mia', ['8b'])).toBe('for-mia');
    expect(as('leo', ['8b'])).toBe('all');
  }
});

test('thousands of made-up memberships are judged, and the real ones after them', () => {
  const judge = judgeOf({ lists: [listOf('games', 'a.example')] });
  for (let number = 0; number < 9_000; number++) {
    const subject = { id: 'x', groups: number % 2 === 0 ? [`g${number}`] : [`g${number}`, 'h'] };
    expect(judge.judge({ ...requestOf('8b', 'https://new.example/'), subject }).because.rule.id).toBe('unknown-sites:unknown');
  }
  expect(ask(judge, '8b', 'https://a.example/').because.rule.id).toBe('grid:ks3:games');
});

test('an answer that many requests share can be changed by none of them', () => {
  const judge = createJudge(bundleOf(), holding(namesOf([{ id: 'one', category: 'games', lines: ['a.example', 'a.example'] }])));
  for (const url of ['https://new.example/', 'https://a.example/']) {
    const verdict = ask(judge, '8b', url);
    for (const change of [
      () => (verdict.because.beat as unknown[]).pop(),
      () => (verdict.obligations as string[]).pop(),
      () => (verdict.categories as string[]).push('x'),
    ])
      expect(change).toThrow(TypeError);
  }
});

test('of two schedules, two classes or two lists that say the same, always the same one is named', () => {
  const judge = judgeOf({
    policy: {
      schedules: [
        { id: 'b', name: 'B' },
        { id: 'a', name: 'A' },
      ],
      timed: [
        { schedule: 'b', group: 'ks3', category: 'games', effect: 'block' },
        { schedule: 'a', group: 'ks3', category: 'games', effect: 'block' },
      ],
      grid: { ...policyWith().grid, '8c': { video: 'warn' }, '8b': { video: 'warn' } },
      unknownSites: { ...policyWith().unknownSites, '8c': 'warn', '8b': 'warn' },
    },
    lists: [{ ...listOf('games', 'a.example'), id: 'z' }, { ...listOf('games', 'a.example'), id: 'y' }, listOf('video', 'v.example')],
  });
  expect(ask(judge, '8b', 'https://a.example/').because).toMatchObject({
    rule: { id: 'timed:a:ks3:games', schedule: 'a' },
    list: { id: 'y' },
  });
  const both = (url: string) => judge.judge({ ...requestOf('8b', url), subject: { id: 'x', groups: ['8c', '8b'] } }).because.rule.id;
  expect(both('https://v.example/')).toBe('grid:8b:video');
  expect(both('https://new.example/')).toBe('unknown-sites:8b');
});

describe('several licensed lists', () => {
  test('each finds its own, and a host that neither knows is not held up', () => {
    const judge = createJudge(
      bundleOf(),
      holding(null, keyedOf([{ id: 'iwf', lines: ['a.example'] }]), keyedOf([{ id: 'ctiru', lines: ['b.example', 'a.example/x'] }])),
    );
    expect(ask(judge, '8b', 'https://a.example/').because.list).toMatchObject({ id: 'iwf', line: 1, keyed: true });
    expect(ask(judge, '8b', 'https://b.example/').because.list).toMatchObject({ id: 'ctiru', line: 1, keyed: true });
    expect(ask(judge, '8b', 'https://c.example/').effect).toBe('allow');
  });

  test('a keyed line is named before a line in clear, so that nothing is shown that must not be', () => {
    const bundle = bundleOf({ lists: [listOf('illegal', 'www.a.example/page')] });
    const judge = createJudge(bundle, holding(null, keyedOf([{ id: 'iwf', lines: ['a.example'] }])));
    expect(ask(judge, '8b', 'https://www.a.example/page').because.list).toEqual({ id: 'iwf', name: 'List iwf', line: 1, keyed: true });
  });

  test('what is kept of a match is who, when and which line, and nothing of the address', () => {
    const judge = createJudge(
      bundleOf(),
      holding(null, opened(MandatoryIndex.open(keyedBytes([{ id: 'iwf', lines: ['secret.example/album'] }]), key))),
    );
    const request = requestOf('8b', 'https://www.secret.example/album/7?q=hidden');
    const event = accessEventOf({
      id: '000000000000',
      request,
      verdict: judge.judge(request),
      judge,
      enforcedBy: { point: 'proxy', id: 'proxy-1' },
      device: 'laptop-7',
      clientAddress: null,
      userAct: true,
      flag: { category: 'self-harm', severity: 'high', list: 'x', line: 1, phrase: 'hidden' },
      searchTerm: 'hidden',
      status: 403,
      bytes: 0,
    });
    expect(JSON.stringify(event)).not.toMatch(/secret|album|hidden/);
    expect(event).toMatchObject({
      kind: 'blocked',
      at: thursday,
      subject: 'mia',
      category: 'illegal',
      list: { id: 'iwf', line: 1 },
      target: { host: 'withheld', path: null },
    });
  });
});

test('a permission by expression opens only what fits however a server may read it', () => {
  const judge = judgeOf({
    lists: [listOf('games', 'a.example')],
    policy: {
      rules: [
        ruleOf('x', { id: 'open', layer: 'decision', effect: 'allow', match: { kind: 'expression', expression: '^a\\.example/lesson/' } }),
      ],
    },
  });
  expect(ask(judge, '8b', 'https://a.example/lesson/1').effect).toBe('allow');
  expect(ask(judge, '8b', 'https://a.example/lesson/..%2fplay').effect).toBe('block');
});

test('a bundle that stands on materials is not judged without them', () => {
  const bundle = { ...bundleOf(), materials: [{ kind: 'table' as const, sha256: '0'.repeat(64), bytes: 1 }] };
  expect(() => createJudge(bundle)).toThrow(RangeError);
});
