import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBundleKey } from '#dashboard/server/policy/bundle-key.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import type { Bundle } from '#policies/contracts/bundle.ts';
import type { Store } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield } from '../../support/cast.ts';
import { testLists, testPolicy } from './support/test-policy.ts';

const run = promisify(execFile);
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
const newest = async (): Promise<Bundle> =>
  JSON.parse((await store.forSchool(greenfield.id).policies.latestBundle())?.text ?? '') as Bundle;

test('two processes that look for the signing key at once find the same one', async () => {
  const keys = await Promise.all([store, elsewhere, store, elsewhere].map((one) => ensureBundleKey(one.forSchool(greenfield.id))));
  expect(new Set(keys.map((key) => key.publicSpki)).size).toBe(1);
});

test('the first policy is published as bundle 1', async () => {
  expect(await publishPolicy(store.forSchool(greenfield.id), testLists, testPolicy, 0, 'system', 1000)).toEqual({ ok: true, bundle: 1 });
  expect(await newest()).toMatchObject({ number: 1, school: 'greenfield', madeAt: 1000 });
});

test('an edit of a version that is no longer the newest is not saved', async () => {
  expect(await publishPolicy(store.forSchool(greenfield.id), testLists, testPolicy, 0, 'system', 2000)).toEqual({
    ok: false,
    why: 'edited',
  });
  expect((await newest()).number).toBe(1);
});

test('a policy that does not compile is not saved, and each problem says where', async () => {
  const school = store.forSchool(greenfield.id);
  const broken = { ...testPolicy, periods: [...testPolicy.periods, { id: 'late', name: 'Late', from: '15:00', to: '14:00' }] };
  expect(await publishPolicy(school, testLists, broken, 1, 'system', 2000)).toMatchObject({
    ok: false,
    why: 'problems',
    problems: [expect.stringMatching(/late/i)],
  });
  expect((await school.policies.current())?.version).toBe(1);
});

test('however many processes publish at once, numbers go up without a gap and the last bundle holds every edit', async () => {
  const names = Array.from({ length: 12 }, (_, n) => `bank-${n}.test`);
  const program = join(import.meta.dirname, 'children/publishing-process.ts');
  await Promise.all([0, 1, 2].map((n) => run(process.execPath, [program, file, ...names.slice(n * 4, n * 4 + 4)])));
  const school = store.forSchool(greenfield.id);
  const last = await newest();
  // Two that publish the same newest policy at the same moment make the same bundle.
  expect(last.number).toBeGreaterThan(4);
  expect(last.number).toBeLessThanOrEqual(13);
  expect(last.policy).toEqual((await school.policies.current())?.policy);
  expect(last.policy.passThrough.toSorted()).toEqual(names.toSorted());
  for (let number = 1; number <= last.number; number++) expect((await school.policies.bundle(number))?.number).toBe(number);
});

test('whoever lost the race for a number publishes what was saved last, not what it saved itself', async () => {
  const school = store.forSchool(greenfield.id);
  const current = await school.policies.current();
  // Another process saves its edit right after ours was saved, and before ours is published.
  const policies = {
    ...school.policies,
    save: async (...edit: Parameters<typeof school.policies.save>) => {
      const saved = await school.policies.save(...edit);
      await elsewhere.forSchool(greenfield.id).policies.save({ ...testPolicy, passThrough: ['theirs.test'] }, edit[1] + 1, 'other', 4000);
      return saved;
    },
  };
  await publishPolicy(
    { ...school, policies },
    testLists,
    { ...testPolicy, passThrough: ['ours.test'] },
    current?.version ?? 0,
    'system',
    4000,
  );
  expect((await newest()).policy.passThrough).toEqual(['theirs.test']);
});

test('a number that another process takes meanwhile is left to it, and the next one is used', async () => {
  const school = store.forSchool(greenfield.id);
  const current = await school.policies.current();
  const number = (await school.policies.latestBundleNumber()) + 1;
  let first = true;
  const policies = {
    ...school.policies,
    current: async () => {
      if (first) await elsewhere.forSchool(greenfield.id).policies.saveBundle({ number, text: '{}', signature: '' }, 5000);
      first = false;
      return school.policies.current();
    },
  };
  expect(await publishPolicy({ ...school, policies }, testLists, testPolicy, current?.version ?? 0, 'system', 5000)).toEqual({
    ok: true,
    bundle: number + 1,
  });
  expect((await school.policies.bundle(number))?.text).toBe('{}');
});
