import { describe, expect, test } from 'vitest';
import { createJudge } from '#policies/engine/judge.ts';
import { permissionRule, withRules } from '#policies/workflows/decide.ts';
import { dryRun } from '#policies/workflows/dry-run.ts';
import { ask, bundleOf, listOf, policyWith, ruleOf, targetOf, thursday } from '#tests/policies/support/judging.ts';

const hour = 3_600_000;
const bundle = bundleOf({ lists: [listOf('games', 'games.test'), listOf('illegal', 'illegal.test')] });
const run = (url: string, change: Partial<Parameters<typeof dryRun>[0]> = {}) =>
  dryRun({
    bundle,
    target: targetOf(url),
    wholeSite: false,
    audience: '8b',
    from: thursday + 2 * hour,
    until: thursday + 3 * hour,
    at: thursday,
    ...change,
  });

describe('a dry run says, as a member of the class, what would open', () => {
  test('one page, for one class, for one lesson', () => {
    expect(run('https://games.test/chess?level=2')).toEqual({
      url: 'https://games.test/chess?level=2',
      before: {
        effect: 'block',
        category: 'games',
        staffMayOpen: false,
        why: 'Blocked because “Games” is blocked for Key Stage 3 (list “Test games”, line 1).',
      },
      after: { effect: 'allow', category: 'games', why: 'Allowed because the school decided so for 8B.' },
      mandatory: false,
      opens: [
        'It opens addresses at games.test that begin with /chess?level=2, with what these pages are made of, and nothing else there.',
        'It holds for 8B and for nobody else.',
        'It holds on Thursday 5 November 2026, 13:30 to 14:30, and lapses by itself.',
        'Other sites that games.test shows or links to are judged as before.',
      ],
    });
  });
  test('a whole site, at once', () => {
    expect(run('https://games.test/chess', { wholeSite: true, from: null }).opens).toEqual([
      'It opens every page of games.test, and every site below it (anything.games.test).',
      'It holds for 8B and for nobody else.',
      'It holds at once and lapses by itself: Thursday 5 November 2026, 14:30.',
      'Other sites that games.test shows or links to are judged as before.',
    ]);
  });
  test('that the front page is the whole site', () => {
    expect(run('https://games.test/').opens[0]).toContain('The address is the front page, under which everything lies.');
  });
  test('that strangers’ sites below a public suffix stay as they are', () => {
    expect(run('https://www.youtube.com/watch?v=abcdefghijK').opens[0]).toBe(
      'It opens this one video at www.youtube.com, with what it is played from, and no other video and no search there.',
    );
    expect(run('https://github.io/', { wholeSite: true }).opens[0]).toBe('It opens every page of github.io, but no site below it.');
  });
  test('that nothing changes where it is open already', () => {
    expect(run('https://fine.test/').opens).toContain('It is open to them already: the permission would change nothing.');
  });
  test('that nobody can open what the law closes', () => {
    expect(run('https://illegal.test/')).toMatchObject({
      mandatory: true,
      after: { effect: 'block' },
      opens: ['Nobody at the school can open this site.'],
    });
  });
  test('that a blocked page inside another’s address stays closed', () => {
    const { after, opens } = run('https://proxy.test/?u=https://games.test/');
    expect(after.effect).toBe('block');
    expect(opens).toContain('The permission would not open it: something else still stops it.');
  });
  test('at the lesson’s own time, not now', () => {
    const later = bundleOf({
      lists: [listOf('games', 'games.test')],
      policy: { rules: [ruleOf('games.test', { effect: 'allow', from: thursday + hour })] },
    });
    expect(run('https://games.test/', { bundle: later }).before.effect).toBe('allow');
    expect(run('https://games.test/', { bundle: later, from: null }).before.effect).toBe('block');
  });
});

describe('an approval is a rule', () => {
  const rule = permissionRule({
    request: 'r1',
    by: 'lewis',
    target: targetOf('https://games.test//ch%65ss'),
    wholeSite: false,
    audience: '8b',
    from: thursday,
    until: thursday + hour,
    reason: 'Chess club',
  });

  test('in the layer decision, that ends by itself', () => {
    expect(rule).toEqual({
      id: 'decision:r1',
      layer: 'decision',
      effect: 'allow',
      match: { kind: 'host', host: 'games.test', path: '/chess' },
      audience: '8b',
      from: thursday,
      until: thursday + hour,
      origin: { kind: 'decision', request: 'r1', by: 'lewis' },
      reason: 'Chess club',
    });
    const judge = createJudge({ ...bundle, policy: withRules(bundle.policy, [rule]) });
    const at = (moment: number) => ask(judge, '8b', 'https://games.test/chess', moment).effect;
    expect([at(thursday - 1), at(thursday), at(thursday + hour - 1), at(thursday + hour)]).toEqual(['block', 'allow', 'allow', 'block']);
    expect(ask(judge, '8c', 'https://games.test/chess').effect).toBe('block');
  });
  test('for the video, where one video was asked for', () => {
    const about = { request: 'r', by: 'x', audience: '8b', from: null, until: null, reason: null };
    const of = (wholeSite: boolean) =>
      permissionRule({ ...about, wholeSite, target: targetOf('https://m.youtube.com/watch?app=m&v=abcdefghijK') }).match;
    expect([of(false), of(true)]).toEqual([
      { kind: 'video', video: 'youtube:abcdefghijK' },
      { kind: 'host', host: 'm.youtube.com', path: null },
    ]);
  });
  test('that replaces the earlier rule of the same request', () => {
    const policy = policyWith();
    const twice = withRules(withRules(policy, [rule]), [{ ...rule, until: 1 }]);
    expect(twice.rules).toEqual([{ ...rule, until: 1 }]);
    expect(policy.rules).toEqual([]);
  });
  test('whose reason fits, however long it was', () => {
    const long = permissionRule({
      request: 'r',
      by: 'x',
      target: targetOf('https://a.test/'),
      wholeSite: true,
      audience: '8b',
      from: null,
      until: null,
      reason: `${'x'.repeat(499)}😀`,
    });
    expect(long.reason?.length).toBe(500);
    expect(long.reason?.isWellFormed()).toBe(true);
  });
});
