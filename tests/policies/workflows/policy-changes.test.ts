import { expect, test } from 'vitest';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { policyChanges } from '#policies/workflows/policy-changes.ts';
import { policyWith, ruleOf } from '#tests/policies/support/judging.ts';

const before = policyWith({
  lists: [{ id: 'maths', name: 'Maths', entries: ['a.test', 'b.test'] }],
  rules: [ruleOf('old.test', { id: 'old' })],
});
const said = (change: Partial<PolicyDocument>): string[] => policyChanges(before, { ...before, ...change }).map(({ words }) => words);

test('nothing is said of a policy that means the same, in whatever order its entries stand', () => {
  const turned = Object.fromEntries(
    Object.entries(before.grid).map(([group, row]) => [group, Object.fromEntries(Object.entries(row).toReversed())]),
  );
  expect(said({ grid: turned, languages: ['en'] })).toEqual([]);
});

test('each difference is one line in words', () => {
  const ks3 = { ...before.grid['ks3'], games: 'block-unless-approved' as const };
  const { ks4: _gone, ...unknownSites } = before.unknownSites;
  expect(
    said({
      grid: { ...before.grid, ks3, '8b': { games: 'warn' } },
      unknownSites,
      obligations: { ...before.obligations, ks3: { safeSearch: true, videoRestriction: false } },
      timed: [{ schedule: 'lunch', group: 'ks3', category: 'games', effect: 'allow' }],
      lists: [{ id: 'maths', name: 'Maths', entries: ['b.test', 'c.test', 'd.test'] }],
      rules: [ruleOf('new.test/page', { id: 'new', audience: '8b' })],
      passThrough: ['bank.test'],
      calendar: { terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }], closed: [] },
    }),
  ).toEqual([
    'Term added: Autumn, 2026-09-02 to 2026-12-18.',
    'Games, Key Stage 3: blocked unless approved (was blocked).',
    'Games, 8B: allowed after a warning (was as for the group above).',
    'Timed entry added: Games, Key Stage 3: allowed while “Lunch”.',
    'Key Stage 4, sites on no list: as for the group above (was allowed).',
    'Key Stage 3: safe search forced, restricted video not forced (was safe search forced, restricted video forced).',
    'List “Maths”: 2 added (c.test, d.test).',
    'List “Maths”: 1 taken out (a.test).',
    'Rule taken out: block old.test for Everyone (old).',
    'Rule added: block new.test/page for 8B (new).',
    'Relayed unread: 1 added (bank.test).',
  ]);
});

test('a schedule is told as it was and as it is', () => {
  const schedules = (before.schedules ?? []).map((one) =>
    one.id === 'nights' ? { ...one, to: '07:00', days: ['fri' as const, 'sat' as const] } : one,
  );
  expect(said({ schedules })).toEqual([
    'Schedule changed: Nights: Fri and Sat, 21:00 to 07:00 the next day (was Nights: Every day, 21:00 to 06:00 the next day).',
  ]);
});

test('a rule of which only the reason changed is named', () => {
  expect(said({ rules: [{ ...ruleOf('old.test'), ...before.rules[0], reason: 'New words.' }] })).toEqual([
    'Rule changed: block old.test for Everyone (old).',
  ]);
});
