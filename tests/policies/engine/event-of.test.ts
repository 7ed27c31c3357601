import { expect, test } from 'vitest';
import { accessEventSchema } from '#policies/contracts/access-event.ts';
import { accessEventOf, type AccessEventInput } from '#policies/engine/event-of.ts';
import type { Flag } from '#policies/model/flag.ts';
import { judgeOf, listOf, requestOf, ruleOf } from '#tests/policies/support/judging.ts';

const judge = judgeOf({ lists: [listOf('games', 'games.test')], policy: { rules: [ruleOf('warn.test', { effect: 'warn' })] } });
const flag: Flag = { category: 'self-harm', severity: 'high', list: 'self-harm', line: 4, phrase: 'how to hurt myself' };

function eventFor(url: string, change: Partial<AccessEventInput> = {}) {
  const request = change.request ?? requestOf('8b', url);
  return accessEventOf({
    id: '7K3M9QX2VB4D',
    request,
    verdict: judge.judge(request),
    judge,
    enforcedBy: { point: 'proxy', id: 'proxy-1' },
    device: 'laptop-7',
    clientAddress: '10.0.0.7',
    userAct: true,
    flag: null,
    searchTerm: null,
    status: 200,
    bytes: 12,
    ...change,
  });
}

test('an event says who, what, how it was judged and by which bundle', () => {
  const event = eventFor('https://games.test/play?x=1', { status: 403 });
  expect(accessEventSchema.parse(event)).toEqual(event);
  expect(event).toMatchObject({
    kind: 'blocked',
    subject: 'mia',
    phase: 'ks3',
    groups: ['8b', 'year-8', 'ks3', '11-to-16'],
    bundle: 7,
    target: { scheme: 'https', host: 'games.test', port: 443, path: '/play?x=1' },
    effect: 'block',
    category: 'games',
    rule: { id: 'grid:ks3:games', layer: 'category' },
    list: { id: 'test-games', line: 1 },
    status: 403,
  });
});

test('blocked counts before warned, warned before flagged, flagged before ordinary', () => {
  expect(eventFor('https://games.test/', { flag }).kind).toBe('blocked');
  expect(eventFor('https://warn.test/', { flag }).kind).toBe('warned');
  expect(eventFor('https://search.test/', { flag }).kind).toBe('flagged');
  expect(eventFor('https://search.test/').kind).toBe('ordinary');
});

test('however long what a pupil sends is, the event can be stored', () => {
  const event = eventFor(`https://games.test/${'a'.repeat(10_000)}`, {
    searchTerm: `${'x'.repeat(499)}😀`,
    flag: { ...flag, phrase: 'y'.repeat(999) },
  });
  expect(accessEventSchema.safeParse(event).success).toBe(true);
  expect(event.searchTerm?.isWellFormed()).toBe(true);
});

test('an event can be made where only the authority is known', () => {
  const request = requestOf('8b', 'https://games.test/');
  const event = eventFor('', { request: { ...request, target: { ...request.target, path: null } } });
  expect(event.target.path).toBeNull();
});

test('where somebody was is said of a laptop away from school alone', () => {
  const at = (place: 'on-site' | 'off-site') => eventFor('', { request: requestOf('8b', 'https://games.test/', { place }) });
  expect(at('off-site').place).toBe('off-site');
  expect('place' in at('on-site')).toBe(false);
  expect('place' in eventFor('https://games.test/')).toBe(false);
});

test('of a visit to a helpline nothing is kept that leads to a person', () => {
  const helped = judgeOf({ lists: [listOf('helpline', 'help.test')] });
  const of = (enforcedBy: AccessEventInput['enforcedBy'], path: string | null = '/chat?me=mia') => {
    const request = requestOf('8b', 'https://help.test/');
    const there = { ...request, target: { ...request.target, path } };
    const verdict = helped.judge(there);
    return eventFor('', { request: there, verdict, judge: helped, enforcedBy, flag, searchTerm: 'mia' });
  };
  expect(of({ point: 'extension', id: 'laptop-of-mia' })).toMatchObject({
    kind: 'ordinary',
    enforcedBy: { point: 'extension', id: 'withheld' },
    subject: 'withheld',
    phase: 'ks3',
    groups: [],
    device: null,
    clientAddress: null,
    target: { host: 'help.test', path: null },
    category: 'helpline',
    flag: null,
    searchTerm: null,
  });
  expect(of({ point: 'proxy', id: 'proxy-1' })).toMatchObject({ enforcedBy: { point: 'proxy', id: 'proxy-1' }, groups: [] });
});

test('of many groups the narrowest twenty are kept', () => {
  const many = { groupsOf: () => Array.from({ length: 30 }, (_, number) => `g${number}`), phaseOf: () => 'ks3' };
  const { groups } = eventFor('https://games.test/', { judge: many });
  expect(groups).toHaveLength(20);
  expect(groups[0]).toBe('g0');
});

test('words of exactly the longest length are kept whole, and half a character is never kept', () => {
  expect(eventFor('https://games.test/', { searchTerm: 'x'.repeat(500) }).searchTerm).toBe('x'.repeat(500));
  expect(eventFor('https://games.test/', { searchTerm: 'x\ud83d' }).searchTerm).toBe('x\ufffd');
});
