import { expect, test } from 'vitest';
import { reference, sampleEvent, thursday } from '../samples.ts';
import type { ContractCast } from './cast.ts';

const letter = (id: string, at = thursday, urgent = false) => ({
  id,
  at,
  to: 'lead@school.test',
  subject: 'Look',
  text: 'There is something.',
  urgent,
});

export function letterContract(cast: ContractCast): void {
  test('a letter is kept once, and what became of it; one that was sent stays sent', async () => {
    const { letters } = await cast.newSchool();
    expect([await letters.add(letter('a')), await letters.add({ ...letter('a'), text: 'Other.' })]).toEqual([true, false]);
    await letters.add(letter('b', thursday + 1));
    await letters.tried('a', { is: 'later', said: 'Busy', dueAt: thursday + 30 });
    expect(await letters.byId('a')).toEqual({
      ...letter('a'),
      state: 'waiting',
      attempts: 1,
      dueAt: thursday + 30,
      acceptedAt: null,
      said: 'Busy',
    });
    expect((await letters.list({ states: ['waiting'], limit: 9 })).map(({ id }) => id)).toEqual(['b', 'a']);
    await letters.tried('a', { is: 'sent', said: '250 taken', at: thursday + 5 });
    await letters.tried('a', { is: 'failed', said: 'Busy' });
    expect(await letters.byId('a')).toMatchObject({ state: 'sent', attempts: 2, acceptedAt: thursday + 5, said: '250 taken' });
    await letters.tried('b', { is: 'failed', said: '550 nobody' });
    expect((await letters.list({ states: ['failed'], limit: 9 })).map(({ id }) => id)).toEqual(['b']);
    expect(await letters.list({ states: ['waiting'], limit: 9 })).toEqual([]);
  });

  test('a letter is taken by one at a time, urgent ones first, and again by the next when nobody told what became of it', async () => {
    const { letters } = await cast.newSchool();
    await letters.add(letter('plain', thursday));
    await letters.add(letter('urgent', thursday + 5, true));
    await letters.add(letter('to come', thursday + 99));
    const claim = async (at: number): Promise<string | undefined> => (await letters.claim(at, at + 1000))?.id;
    expect([await claim(thursday + 9), await claim(thursday + 9), await claim(thursday + 9)]).toEqual(['urgent', 'plain', undefined]);
    const many = await Promise.all(Array.from({ length: 8 }, () => claim(thursday + 99)));
    expect(many.filter((id) => id !== undefined)).toEqual(['to come']);
    expect(await claim(thursday + 9 + 1000)).toBe('urgent');
  });

  test('one that has failed is tried again when a person says so, and forgotten with those that were sent; what waits is not', async () => {
    const { letters } = await cast.newSchool();
    for (const id of ['failed', 'sent', 'waits']) await letters.add(letter(id));
    await letters.tried('failed', { is: 'failed', said: '550 nobody' });
    await letters.tried('sent', { is: 'sent', said: '250 taken', at: thursday });
    expect([
      await letters.again('failed', thursday + 7),
      await letters.again('sent', thursday),
      await letters.again('none', thursday),
    ]).toEqual([true, false, false]);
    expect(await letters.byId('failed')).toMatchObject({ state: 'waiting', attempts: 0, dueAt: thursday + 7, said: '550 nobody' });
    await letters.tried('failed', { is: 'failed', said: '550 nobody' });
    await letters.forget(thursday);
    expect(await letters.list({ limit: 9 })).toHaveLength(3);
    await letters.forget(thursday + 1);
    expect((await letters.list({ limit: 9 })).map(({ id }) => id)).toEqual(['waits']);
  });

  test('events are read in the order in which they were kept, without ordinary ones', async () => {
    const { events } = await cast.newSchool();
    await events.append([sampleEvent(1), sampleEvent(2, { kind: 'ordinary' }), sampleEvent(3, { at: thursday - 9_000_000 })]);
    const all = await events.keptAfter(0, 500);
    expect(all.events.map(({ id }) => id)).toEqual([reference(1), reference(3)]);
    const first = await events.keptAfter(0, 1);
    expect((await events.keptAfter(first.until, 1)).events.map(({ id }) => id)).toEqual([reference(3)]);
    expect(await events.keptAfter(all.until, 9)).toEqual({ events: [], until: all.until });
    expect((await events.keptAfter(null, 9)).events).toEqual([]);
    expect((await events.keptAfter(null, 9)).until).toBeGreaterThanOrEqual(all.until);
  });

  test('how far alerts are is kept with their letters, once, and by nobody who has read an older state', async () => {
    const { letters } = await cast.newSchool();
    expect(await letters.alerted()).toEqual({ version: 0, until: null, turns: [] });
    const turns = [{ severity: 'urgent', about: 'mia', toldAt: thursday, untold: 2 }] as const;
    expect(await letters.alert({ version: 0, until: 7, turns }, [letter('a')])).toBe(true);
    expect(await letters.alert({ version: 0, until: 9, turns: [] }, [letter('b')])).toBe(false);
    expect(await letters.alerted()).toEqual({ version: 1, until: 7, turns });
    expect((await letters.list({ limit: 9 })).map(({ id }) => id)).toEqual(['a']);
    // A letter that cannot be kept takes all with it.
    await expect(letters.alert({ version: 1, until: 9, turns: [] }, [letter('c'), letter('a')])).rejects.toThrow();
    expect(await letters.alerted()).toEqual({ version: 1, until: 7, turns });
    expect(await letters.byId('c')).toBeNull();
    expect(await letters.alert({ version: 1, until: 7, turns: [] }, [])).toBe(true);
    expect(await letters.alerted()).toEqual({ version: 2, until: 7, turns: [] });
  });
}
