import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { withRules } from '#policies/workflows/decide.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { ruleOf } from '#tests/policies/support/judging.ts';
import type { Caller } from './support/caller.ts';
import { openHouse, type House } from './support/open-house.ts';
import { testLists } from './support/test-policy.ts';

let house: House;
let committee: Caller;
beforeAll(async () => {
  house = await openHouse();
  committee = await house.signIn('committee');
});
afterAll(() => house.close());

const current = async (): Promise<{ version: number; policy: PolicyDocument }> => {
  const found = await house.school.policies.current();
  if (found === null) throw new Error('There is no policy.');
  return found;
};
const edit = (base: number, change: object, why = 'Agreed on Monday') => committee.post('/api/policy', { base, change, why });

test('a changed part is in force in a new bundle, with what changed and why in the audit trail', async () => {
  const { version, policy } = await current();
  const grid = { ...policy.grid, ks3: { ...policy.grid['ks3'], games: 'block-unless-approved' } };
  const answer = await edit(version, { grid });
  expect(answer).toMatchObject({ status: 200, json: { version: version + 1, bundle: 2 } });
  expect((await current()).policy).toEqual({ ...policy, grid });
  const { entries } = await house.school.audit.list({ limit: 1 });
  expect(entries[0]).toMatchObject({
    by: 'greenfield-committee',
    did: 'changed-policy',
    to: `policy:${version + 1}`,
    detail: 'Agreed on Monday Games, Key Stage 3: blocked unless approved (was blocked).',
  });
});

test('an approval that was made meanwhile is no obstacle and is kept', async () => {
  const { version, policy } = await current();
  const rule = ruleOf('chess.test', { id: 'decision:r1', layer: 'decision', effect: 'allow', audience: '8b' });
  expect((await publishPolicy(house.school, testLists, withRules(policy, [rule]), version, 'someone', house.now())).ok).toBe(true);
  expect((await edit(version, { unknownSites: { ...policy.unknownSites, ks3: 'warn' } })).status).toBe(200);
  const after = await current();
  expect(after.version).toBe(version + 2);
  expect(after.policy.rules.map(({ id }) => id)).toContain('decision:r1');
  expect(after.policy.unknownSites['ks3']).toBe('warn');
});

test('who comes second to the same part is told, and nothing of theirs is saved', async () => {
  const { version, policy } = await current();
  expect((await edit(version, { unknownSites: { ...policy.unknownSites, ks4: 'warn' } })).status).toBe(200);
  const late = await edit(version, { unknownSites: { ...policy.unknownSites, ks4: 'block' } });
  expect(late).toMatchObject({ status: 409, json: { detail: expect.stringContaining('changed sites on no list meanwhile') } });
  expect((await current()).policy.unknownSites['ks4']).toBe('warn');
  expect((await edit(999, { unknownSites: policy.unknownSites })).status).toBe(409);
});

test('what would not hold together is refused with every mistake', async () => {
  const { version, policy } = await current();
  const answer = await edit(version, {
    grid: { ...policy.grid, ks3: { illegal: 'allow' } },
    timed: [{ schedule: 'never', group: 'ks3', category: 'games', effect: 'allow' }],
  });
  expect(answer.status).toBe(422);
  expect(answer.json).toMatchObject({
    problems: [
      'Grid, ks3: “Illegal content” is the same for everyone and cannot be set.',
      'Timed entry 1 (ks3, games): there is no schedule “never”.',
    ],
  });
  expect((await current()).version).toBe(version);
});

test('nothing but the named parts can be sent, and never without a reason', async () => {
  const { version, policy } = await current();
  expect((await edit(version, { unknownSites: policy.unknownSites }, '  ')).status).toBe(400);
  const rules = [ruleOf('anything.test', { effect: 'allow', layer: 'decision' })];
  expect(await edit(version, { rules, passThrough: ['bank.test'] })).toMatchObject({ status: 200, json: { version } });
  expect((await current()).policy).toEqual(policy);
});
