import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBundleKey } from '#dashboard/server/policy/bundle-key.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import type { Bundle } from '#policies/contracts/bundle.ts';
import type { Store } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield } from '../../support/cast.ts';
import { testLists, testPolicy } from './support/open-house.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-publish-'));
const file = join(dir, 'schoolgate.sqlite');
let store: Store;
let elsewhere: Store;
beforeAll(async () => {
  store = await openSqlite(file);
  await store.createSchool(greenfield);
  elsewhere = await openSqlite(file);
});
afterAll(async () => {
  await store.close();
  await elsewhere.close();
  rmSync(dir, { recursive: true, force: true });
});
const newest = async (): Promise<Bundle> => JSON.parse((await store.forSchool(greenfield.id).policies.latestBundle())?.text ?? '') as Bundle;

test('two processes that look for the signing key at once find the same one', async () => {
  const keys = await Promise.all([store, elsewhere, store, elsewhere].map((one) => ensureBundleKey(one.forSchool(greenfield.id))));
  expect(new Set(keys.map((key) => key.publicSpki)).size).toBe(1);
});

test('the first policy is published as bundle 1', async () => {
  expect(await publishPolicy(store.forSchool(greenfield.id), testLists, testPolicy, 0, 'system', 1000)).toEqual({ ok: true, bundle: 1 });
  expect(await newest()).toMatchObject({ number: 1, school: 'greenfield', madeAt: 1000 });
});

test('an edit of a version that is no longer the newest is not saved', async () => {
  expect(await publishPolicy(store.forSchool(greenfield.id), testLists, testPolicy, 0, 'system', 2000)).toEqual({ ok: false, why: 'edited' });
  expect((await newest()).number).toBe(1);
});

test('a policy that does not compile is not saved, and each problem says where', async () => {
  const school = store.forSchool(greenfield.id);
  const broken = { ...testPolicy, periods: [...testPolicy.periods, { id: 'late', name: 'Late', from: '15:00', to: '14:00' }] };
  expect(await publishPolicy(school, testLists, broken, 1, 'system', 2000)).toMatchObject({ ok: false, why: 'problems', problems: [expect.stringMatching(/late/i)] });
  expect((await school.policies.current())?.version).toBe(1);
});

test('however many publish at once from two processes, numbers go up by one and the last bundle holds the last policy', async () => {
  const edit = async (one: Store, n: number): Promise<void> => {
    const school = one.forSchool(greenfield.id);
    for (;;) {
      const current = await school.policies.current();
      const policy = { ...testPolicy, ...current?.policy, passThrough: [...(current?.policy.passThrough ?? []), `bank-${n}.test`] };
      if ((await publishPolicy(school, testLists, policy, current?.version ?? 0, 'system', 3000 + n)).ok) return;
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, n) => edit(n % 2 ? store : elsewhere, n)));
  const school = store.forSchool(greenfield.id);
  const last = await newest();
  expect(last.number).toBe(9);
  expect(last.policy).toEqual((await school.policies.current())?.policy);
  expect(last.policy.passThrough).toHaveLength(8);
  for (let number = 1; number <= 9; number++) expect((await school.policies.bundle(number))?.number).toBe(number);
});
