import { expect, test } from 'vitest';
import { createFloorKeeper } from '#extension/bundle/floor-keeper.ts';
import { createStanding } from '#extension/identity/standing.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Place } from '#policies/model/access-request.ts';
import type { Rule } from '#policies/model/rule.ts';
import { chromeMatching } from '#tests/policies/dnr/chrome-matching.ts';
import { memoryFloor } from './support/memory-floor.ts';
import { memoryShelves } from './support/memory-shelves.ts';
import { now, openSchool } from './support/school.ts';

const minute = 60_000;

/** A browser of Mia's whose Chrome holds rules. */
async function browser(change: (policy: PolicyDocument) => PolicyDocument = (same) => same) {
  const school = openSchool();
  const standing = createStanding(memoryShelves().memory, () => undefined);
  await standing.ready;
  const floor = memoryFloor();
  const clock = { at: now, place: 'on-site' as Place };
  const woken: { ms: number; call: () => void }[] = [];
  const took: boolean[] = [];
  const keeper = createFloorKeeper({
    port: floor.port,
    standing,
    serverOrigins: () => ['https://schoolgate.greenfield.test'],
    clock: () => clock.at,
    place: () => clock.place,
    wake: (ms, call) => void woken.push({ ms, call }),
    took: (well) => void took.push(well),
  });
  await standing.join(school.membership);
  await standing.take(await school.bundle(1, change));
  await keeper.refresh();
  const outcome = (url: string, type?: 'image') => chromeMatching(floor.rules).outcome(url, type);
  return { school, standing, floor, keeper, clock, woken, took, outcome };
}

test('the policy becomes rules of Chrome’s, and pages are left to the judge as long as it is there', async () => {
  const { floor, keeper, outcome, took } = await browser();
  expect(outcome('https://games.test/')).toBe('block');
  expect(outcome('https://illegal.test/')).toBe('block');
  expect(outcome('https://helpline.test/')).not.toBe('block');
  expect(outcome('https://schoolgate.greenfield.test/api')).toBe('allow');
  expect(outcome('http://schoolgate.internal/presence?nonce=1')).toBe('allow');
  expect([floor.lifted, keeper.mayHaveStopped(), took]).toEqual([true, false, [true]]);
  expect(keeper.counts()).toMatchObject({ rules: floor.rules.length });
  expect(keeper.counts()?.names).toBeGreaterThan(50);
});

test('as long as nothing changes, nothing is written; a new policy and another class are, at once', async () => {
  const { floor, keeper, standing, school, outcome } = await browser();
  await keeper.refresh();
  expect(floor.replaced).toBe(1);
  await standing.reassign({ id: 'mia', groups: ['year-12'] });
  await keeper.refresh();
  expect([floor.replaced, outcome('https://games.test/')]).toEqual([2, 'nothing']);
  const rule = { id: 'r', layer: 'school', effect: 'block', audience: 'everyone', from: null, until: null, reason: null } as const;
  const blocked = { ...rule, match: { kind: 'host', host: 'new.test', path: null }, origin: { kind: 'built-in', name: 'r' } } as const;
  await standing.take(await school.bundle(2, (policy) => ({ ...policy, rules: [blocked] })));
  await keeper.refresh();
  expect(outcome('https://new.test/')).toBe('block');
});

test('the bell rings: the rules of the next hour are there without anybody asking', async () => {
  const { clock, woken, keeper, floor, outcome } = await browser((policy) => ({
    ...policy,
    timed: [{ schedule: 'lunch', group: 'ks3', category: 'games', effect: 'allow' }],
  }));
  const [alarm] = woken;
  // 11:05; the third period begins at 11:10.
  expect(alarm?.ms).toBe(5 * minute);
  clock.at = Date.parse('2026-11-26T13:01:00Z');
  alarm?.call();
  await keeper.refresh();
  expect(outcome('https://games.test/')).toBe('nothing');
  clock.at = now;
  await keeper.refresh();
  expect([outcome('https://games.test/'), floor.replaced]).toEqual(['block', 3]);
});

test('off the school’s network the rules are those of off the school’s network', async () => {
  const { clock, keeper, outcome } = await browser((policy) => ({
    ...policy,
    schedules: [{ id: 'home', name: 'Home', place: 'off-site' }],
    timed: [{ schedule: 'home', group: 'ks3', category: 'games', effect: 'allow' }],
  }));
  expect(outcome('https://games.test/')).toBe('block');
  clock.place = 'off-site';
  await keeper.refresh();
  expect(outcome('https://games.test/')).toBe('nothing');
});

test('what Chrome refuses is left out and counted; where it refuses everything that is a problem, and the last rules stay', async () => {
  const expression = { kind: 'expression', expression: 'casino[0-9]' } as const;
  const rule = { id: 'e', layer: 'school', effect: 'block', audience: 'everyone', from: null, until: null, reason: null } as const;
  const { floor, keeper, standing, school, outcome, took } = await browser();
  const before = keeper.counts()?.notExpressed ?? 0;
  floor.tooLarge.add('^[^:]+://.*(?:casino[0-9])');
  const rules = [{ ...rule, match: expression, origin: { kind: 'built-in', name: 'e' } } as const];
  await standing.take(await school.bundle(2, (policy) => ({ ...policy, rules })));
  await keeper.refresh();
  expect([took.at(-1), outcome('https://casino7.test/'), outcome('https://games.test/')]).toEqual([true, 'nothing', 'block']);
  expect(keeper.counts()?.notExpressed).toBe(before + 1);
  floor.broken = true;
  const closed: Rule = { ...rule, id: 'c', match: { kind: 'host', host: 'new.test', path: null }, origin: { kind: 'built-in', name: 'c' } };
  await standing.take(await school.bundle(3, (policy) => ({ ...policy, rules: [closed] })));
  await keeper.refresh();
  expect([took.at(-1), outcome('https://games.test/')]).toEqual([false, 'block']);
  floor.broken = false;
  await keeper.refresh();
  expect(took.at(-1)).toBe(true);
});

test('a browser that moves to another school has no rules until it has that school’s', async () => {
  const { floor, keeper, standing } = await browser();
  await standing.join(openSchool('hillside').membership);
  await keeper.refresh();
  expect([floor.rules, floor.lifted, keeper.counts()]).toEqual([[], false, undefined]);
});

test('after a restart the same rules are not written again, and a page that they stop is not taken for one that can be redirected', async () => {
  const { floor, standing } = await browser();
  const keeper = createFloorKeeper({
    port: floor.port,
    standing,
    serverOrigins: () => ['https://schoolgate.greenfield.test'],
    clock: () => now,
    place: () => 'on-site',
    wake: () => undefined,
    took: () => undefined,
  });
  expect(keeper.mayHaveStopped()).toBe(true);
  await keeper.refresh();
  expect([keeper.mayHaveStopped(), floor.replaced]).toEqual([false, 1]);
});
