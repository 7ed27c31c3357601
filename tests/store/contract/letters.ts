import { expect, test } from 'vitest';
import { reference, sampleEvent, thursday } from '../samples.ts';
import type { ContractCast } from './cast.ts';

const letter = (id: string, at = thursday) => ({ id, at, to: 'lead@school.test', subject: 'Look', text: 'There is something.' });

export function letterContract(cast: ContractCast): void {
  test('a letter is kept once, and what became of it; one that was taken stays taken', async () => {
    const { letters } = await cast.newSchool();
    expect([await letters.add(letter('a')), await letters.add({ ...letter('a'), text: 'Other.' })]).toEqual([true, false]);
    await letters.add(letter('b', thursday + 1));
    await letters.tried('a', { acceptedAt: null, said: 'Busy', failed: false });
    expect(await letters.byId('a')).toEqual({ ...letter('a'), attempts: 1, acceptedAt: null, said: 'Busy', failed: false });
    expect((await letters.list({ unsent: true, limit: 9 })).map(({ id }) => id)).toEqual(['b', 'a']);
    await letters.tried('a', { acceptedAt: thursday + 5, said: '250 taken', failed: false });
    await letters.tried('a', { acceptedAt: null, said: 'Busy', failed: true });
    expect(await letters.byId('a')).toMatchObject({ attempts: 2, acceptedAt: thursday + 5, said: '250 taken', failed: false });
    await letters.tried('b', { acceptedAt: null, said: '550 nobody', failed: true });
    expect(await letters.list({ unsent: true, limit: 9 })).toEqual([]);
  });

  test('events are read in the order in which they were kept, without ordinary ones', async () => {
    const { events, letters } = await cast.newSchool();
    await events.append([sampleEvent(1), sampleEvent(2, { kind: 'ordinary' }), sampleEvent(3, { at: thursday - 9_000_000 })]);
    const all = await events.keptAfter(0, 500);
    expect(all.events.map(({ id }) => id)).toEqual([reference(1), reference(3)]);
    const first = await events.keptAfter(0, 1);
    expect((await events.keptAfter(first.until, 1)).events.map(({ id }) => id)).toEqual([reference(3)]);
    expect(await events.keptAfter(all.until, 9)).toEqual({ events: [], until: all.until });
    expect((await events.keptAfter(null, 9)).events).toEqual([]);
    expect((await events.keptAfter(null, 9)).until).toBeGreaterThanOrEqual(all.until);
    expect(await letters.alertedUntil()).toBeNull();
    await letters.setAlertedUntil(7);
    await letters.setAlertedUntil(8);
    expect(await letters.alertedUntil()).toBe(8);
  });
}
