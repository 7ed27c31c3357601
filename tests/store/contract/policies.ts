import { expect, test } from 'vitest';
import type { ContractCast } from './cast.ts';
import { samplePolicy, thursday } from '../samples.ts';

export function policyContract(cast: ContractCast): void {
  test('a school begins without a policy and without a bundle', async () => {
    const { policies } = await cast.newSchool();
    expect(await policies.current()).toBeNull();
    expect(await policies.latestBundle()).toBeNull();
    expect(await policies.latestBundleNumber()).toBe(0);
  });

  test('a policy is saved only over the version it was made from', async () => {
    const { policies } = await cast.newSchool();
    expect(await policies.save(samplePolicy('Europe/London'), 0, 'lead', thursday)).toBe(true);
    expect(await policies.save(samplePolicy('Europe/Paris'), 1, 'lead', thursday)).toBe(true);
    expect(await policies.save(samplePolicy('Asia/Tokyo'), 1, 'head', thursday)).toBe(false);
    expect(await policies.current()).toEqual({ version: 2, policy: samplePolicy('Europe/Paris') });
  });

  test('every version stays, with who saved it and when, newest first', async () => {
    const { policies } = await cast.newSchool();
    expect(await policies.history(10)).toEqual([]);
    await policies.save(samplePolicy('Europe/London'), 0, 'lead', thursday);
    await policies.save(samplePolicy('Europe/Paris'), 1, 'head', thursday + 1);
    expect(await policies.version(1)).toEqual(samplePolicy('Europe/London'));
    expect(await policies.version(3)).toBeNull();
    expect(await policies.history(10)).toEqual([
      { version: 2, by: 'head', at: thursday + 1 },
      { version: 1, by: 'lead', at: thursday },
    ]);
    expect(await policies.history(1)).toHaveLength(1);
  });

  test('of many people who save at once exactly one is first', async () => {
    const { policies, school } = await cast.newSchool();
    const elsewhere = cast.other().forSchool(school.id).policies;
    const saves = Array.from({ length: 10 }, (_, n) => (n % 2 ? policies : elsewhere).save(samplePolicy(), 0, `person-${n}`, thursday));
    expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
  });

  test('the newest bundle is the one with the highest number, and older ones stay', async () => {
    const { policies } = await cast.newSchool();
    const bundle = (number: number) => ({ number, text: `{"number":${number}}`, signature: 'c2ln' });
    for (const number of [1, 2, 10]) await policies.saveBundle(bundle(number), thursday);
    expect(await policies.latestBundleNumber()).toBe(10);
    expect(await policies.latestBundle()).toEqual(bundle(10));
    expect(await policies.bundle(2)).toEqual(bundle(2));
    expect(await policies.bundle(3)).toBeNull();
  });

  test('a bundle never changes: the same again is welcome, another with its number is refused', async () => {
    const { policies } = await cast.newSchool();
    await policies.saveBundle({ number: 1, text: 'a', signature: 's' }, thursday);
    await policies.saveBundle({ number: 1, text: 'a', signature: 's' }, thursday);
    await expect(policies.saveBundle({ number: 1, text: 'b', signature: 's' }, thursday)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await policies.bundle(1)).toMatchObject({ text: 'a' });
  });
}
