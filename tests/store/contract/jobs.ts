import { expect, test } from 'vitest';
import { mostAttempts, type Job } from '#store/job-store.ts';
import { thursday } from '../samples.ts';
import type { ContractCast } from './cast.ts';

const job = (id: string, change: Partial<Job> = {}): Job => ({ id, kind: 'prepare', about: 'plan-1', part: '8b 2026-11-26 3', ...change });

export function jobContract(cast: ContractCast): void {
  test('a job is not begun before it is due, and of several the one that is due longest', async () => {
    const { jobs } = await cast.newSchool();
    await jobs.add(job('later'), thursday, thursday + 1000);
    await jobs.add(job('sooner'), thursday, thursday + 500);
    await jobs.add(job('other', { kind: 'look' }), thursday);
    expect(await jobs.claim(['prepare'], thursday + 499, 60)).toBeNull();
    expect((await jobs.claim(['prepare'], thursday + 2000, 60))?.id).toBe('sooner');
    expect(await jobs.claim(['prepare', 'remind'], thursday + 2000, 60)).toEqual(job('later'));
  });

  test('a job that has ended stays to be seen, is not begun again, and is forgotten one day', async () => {
    const { jobs } = await cast.newSchool();
    await jobs.add(job('j'), thursday);
    await jobs.claim(['prepare'], thursday, 60);
    expect(await jobs.renew('j', thursday + 120_000, 0.5)).toBe(true);
    expect(await jobs.list({ limit: 10 })).toEqual([
      { ...job('j'), state: 'running', addedAt: thursday, dueAt: thursday, attempts: 1, progress: 0.5, endedAt: null, words: null },
    ]);
    await jobs.end('j', thursday + 9, 'done', 'Three sites.');
    await jobs.end('j', thursday + 10, 'failed', 'Too late to say so.');
    expect(await jobs.list({ about: 'plan-1', states: ['done'], limit: 10 })).toMatchObject([
      { words: 'Three sites.', endedAt: thursday + 9 },
    ]);
    await jobs.add(job('j'), thursday + 20);
    expect(await jobs.claim(['prepare'], thursday + 999_999, 60)).toBeNull();
    await jobs.forget(thursday + 9);
    expect(await jobs.list({ limit: 10 })).toHaveLength(1);
    await jobs.forget(thursday + 10);
    expect(await jobs.list({ limit: 10 })).toEqual([]);
  });

  test('whoever works on a job that was cancelled is told, and cannot end it otherwise', async () => {
    const { jobs } = await cast.newSchool();
    await jobs.add(job('j'), thursday);
    await jobs.add(job('waits'), thursday, thursday + 1000);
    await jobs.claim(['prepare'], thursday, 60);
    expect([await jobs.cancel('j', thursday + 1, 'Stopped.'), await jobs.cancel('waits', thursday + 1, 'Stopped.')]).toEqual([true, true]);
    expect(await jobs.cancel('j', thursday + 2, 'Again.')).toBe(false);
    expect(await jobs.renew('j', thursday + 60_000, null)).toBe(false);
    await jobs.end('j', thursday + 3, 'done', 'Done.');
    expect((await jobs.list({ limit: 10 })).map(({ state, words }) => [state, words])).toEqual([
      ['cancelled', 'Stopped.'],
      ['cancelled', 'Stopped.'],
    ]);
    expect(await jobs.claim(['prepare'], thursday + 999_999, 60)).toBeNull();
  });

  test('a job that ends every process that touches it is given up', async () => {
    const { jobs } = await cast.newSchool();
    await jobs.add(job('poison'), thursday);
    let at = thursday;
    for (let n = 0; n < mostAttempts; n += 1, at += 60_000) expect((await jobs.claim(['prepare'], at, 60))?.id).toBe('poison');
    expect(await jobs.claim(['prepare'], at, 60)).toBeNull();
    expect(await jobs.list({ limit: 10 })).toMatchObject([{ state: 'failed', attempts: mostAttempts }]);
  });
}
