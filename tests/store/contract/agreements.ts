import { expect, test } from 'vitest';
import type { WrittenAgreement } from '#store/agreement-store.ts';
import type { Report } from '#store/report-store.ts';
import { thursday } from '../samples.ts';
import type { ContractCast } from './cast.ts';

const report = (id: string, change: Partial<Report> = {}): Report => ({
  id,
  at: thursday,
  subject: 'mia',
  to: null,
  text: 'Somebody threatens me.',
  seen: null,
  ...change,
});
const agreement = (id: string, change: Partial<WrittenAgreement> = {}): WrittenAgreement => ({
  id,
  audience: 'ks3',
  at: thursday,
  by: 'account-1',
  texts: [{ language: 'en', title: 'Our rules', text: 'Be kind to everybody you meet.' }],
  parents: true,
  ...change,
});

export function agreementContract(cast: ContractCast): void {
  test('what people tell is kept once, counted while nobody has seen it, and seen once', async () => {
    const { reports } = await cast.newSchool();
    await reports.add(report('r1'));
    await reports.add(report('r1', { text: 'Something else.' }));
    await reports.add(report('r2', { at: thursday + 1, subject: null, to: 'Mr Shah' }));
    expect(await reports.list(10)).toEqual([report('r2', { at: thursday + 1, subject: null, to: 'Mr Shah' }), report('r1')]);
    expect([await reports.unseenOf('mia'), await reports.unseenOf(null), await reports.unseenOf('leo')]).toEqual([1, 1, 0]);
    expect(await reports.markSeen('r1', 'lead', thursday + 5)).toBe(true);
    expect([await reports.markSeen('r1', 'head', thursday + 6), await reports.markSeen('r9', 'lead', thursday)]).toEqual([false, false]);
    expect(await reports.byId('r1')).toEqual(report('r1', { seen: { at: thursday + 5, by: 'lead' } }));
    expect(await reports.unseenOf('mia')).toBe(0);
  });

  test('a text and a parent’s signature are accepted once, with the first time', async () => {
    const { agreements } = await cast.newSchool();
    await agreements.add(agreement('a1'));
    await agreements.add(agreement('a2', { at: thursday + 1, parents: false }));
    expect(await agreements.list()).toEqual([agreement('a2', { at: thursday + 1, parents: false }), agreement('a1')]);
    await agreements.parentSigned('a1', 'mia', 'lead', thursday + 2);
    await agreements.accept('a1', 'mia', thursday + 3);
    await agreements.accept('a1', 'mia', thursday + 4);
    await agreements.parentSigned('a1', 'mia', 'head', thursday + 5);
    const kept = { agreement: 'a1', subject: 'mia', acceptedAt: thursday + 3, parentAt: thursday + 2, parentBy: 'lead' };
    expect([await agreements.acceptance('a1', 'mia'), await agreements.acceptance('a2', 'mia')]).toEqual([kept, null]);
    expect(await agreements.acceptances('a1')).toEqual([kept]);
  });

  test('another school knows nothing of either', async () => {
    const { reports, agreements } = await cast.newSchool();
    const elsewhere = await cast.newSchool();
    await reports.add(report('r1'));
    await agreements.add(agreement('a1'));
    await agreements.accept('a1', 'mia', thursday);
    expect([await elsewhere.reports.list(10), await elsewhere.reports.byId('r1'), await elsewhere.reports.unseenOf('mia')]).toEqual([
      [],
      null,
      0,
    ]);
    expect(await elsewhere.reports.markSeen('r1', 'lead', thursday)).toBe(false);
    expect([await elsewhere.agreements.list(), await elsewhere.agreements.acceptance('a1', 'mia')]).toEqual([[], null]);
    expect(await elsewhere.agreements.acceptances('a1')).toEqual([]);
  });
}
