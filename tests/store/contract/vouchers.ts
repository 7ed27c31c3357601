import { expect, test } from 'vitest';
import type { Voucher } from '#store/school-store.ts';
import { thursday } from '../samples.ts';
import type { ContractCast } from './cast.ts';

const voucher = (id: string, change: Partial<Voucher> = {}): Voucher => ({
  id,
  guest: `Guest ${id}`,
  purpose: 'Governors’ evening',
  sponsor: 'account-1',
  createdAt: thursday,
  expiresAt: thursday + 1000,
  endedAt: null,
  address: null,
  usedAt: null,
  ...change,
});

export function voucherContract(cast: ContractCast): void {
  test('a voucher is used by its code, on one address at a time, and one guest is on an address', async () => {
    const { vouchers } = await cast.newSchool();
    await vouchers.add(voucher('v1'), 'hash-1');
    await vouchers.add(voucher('v2', { createdAt: thursday + 1 }), 'hash-2');
    expect((await vouchers.list(10)).map(({ id }) => id)).toEqual(['v2', 'v1']);
    expect([await vouchers.byId('v1'), await vouchers.byId('v9')]).toEqual([voucher('v1'), null]);
    expect(await vouchers.use('hash-9', '10.0.0.1', thursday)).toBeNull();
    expect(await vouchers.use('hash-1', '10.0.0.1', thursday + 5)).toEqual(voucher('v1', { address: '10.0.0.1', usedAt: thursday + 5 }));
    await vouchers.use('hash-1', '10.0.0.2', thursday + 6);
    expect(await vouchers.ofAddress('10.0.0.1', thursday + 6)).toBeNull();
    expect(await vouchers.ofAddress('10.0.0.2', thursday + 6)).toMatchObject({ id: 'v1' });
    await vouchers.use('hash-2', '10.0.0.2', thursday + 7);
    expect(await vouchers.ofAddress('10.0.0.2', thursday + 7)).toMatchObject({ id: 'v2' });
    await vouchers.leave('10.0.0.2');
    expect(await vouchers.ofAddress('10.0.0.2', thursday + 8)).toBeNull();
    expect(await vouchers.use('hash-2', '10.0.0.2', thursday + 9)).toMatchObject({ id: 'v2' });
  });

  test('a voucher is good until it expires or is ended, and no longer', async () => {
    const { vouchers } = await cast.newSchool();
    await vouchers.add(voucher('v1'), 'hash-1');
    await vouchers.add(voucher('v2'), 'hash-2');
    await vouchers.use('hash-1', '10.0.0.1', thursday);
    await vouchers.use('hash-2', '10.0.0.2', thursday);
    expect(await vouchers.ofAddress('10.0.0.1', thursday + 999)).toMatchObject({ id: 'v1' });
    expect(await vouchers.ofAddress('10.0.0.1', thursday + 1000)).toBeNull();
    expect(await vouchers.use('hash-1', '10.0.0.1', thursday + 1000)).toBeNull();
    expect(await vouchers.end('v2', thursday + 10)).toBe(true);
    expect(await vouchers.ofAddress('10.0.0.2', thursday + 11)).toBeNull();
    expect(await vouchers.use('hash-2', '10.0.0.2', thursday + 11)).toBeNull();
    expect([await vouchers.end('v2', thursday + 12), await vouchers.end('v9', thursday)]).toEqual([false, false]);
    expect((await vouchers.list(10)).find(({ id }) => id === 'v2')).toMatchObject({ endedAt: thursday + 10, address: null });
  });

  test('another school knows nothing of it', async () => {
    const { vouchers } = await cast.newSchool();
    const elsewhere = (await cast.newSchool()).vouchers;
    await vouchers.add(voucher('v1'), 'hash-1');
    expect(await elsewhere.use('hash-1', '10.0.0.1', thursday)).toBeNull();
    expect([await elsewhere.list(10), await elsewhere.byId('v1'), await elsewhere.end('v1', thursday)]).toEqual([[], null, false]);
  });
}
