import { expect, test } from 'vitest';
import type { LessonPlan, LessonReady, PageLook } from '#policies/contracts/lesson-plan.ts';
import { lessonKey, lessonOfKey } from '#store/plan-store.ts';
import { thursday } from '../samples.ts';
import type { ContractCast } from './cast.ts';

const lesson = { group: '8b', date: '2026-11-26', period: '3' };
const plan = (id: string, change: Partial<LessonPlan> = {}): LessonPlan => ({
  id,
  owner: 'okafor',
  title: 'Rivers',
  lessons: [lesson],
  links: [],
  madeAt: thursday,
  changedAt: thursday,
  copyOf: null,
  atOnce: false,
  ...change,
});
const link = (state: LessonPlan['links'][number]['state']): LessonPlan['links'][number] => ({
  id: 'a1',
  url: 'https://museum.test/',
  host: 'museum.test',
  wholeSite: false,
  what: 'Look',
  state,
  answers: [],
  embeds: [],
  reviewed: null,
  choice: null,
});
const ready = (state: LessonReady['state']): LessonReady => ({ lesson, state, at: thursday, left: null, links: [], effect: null });
const look = (title: string): PageLook => ({
  at: thursday,
  by: 'mark-up',
  finalUrl: 'https://museum.test/',
  page: { at: thursday, words: 'ab', count: 2, title, hosts: [] },
  hosts: [],
  notes: [],
  problem: null,
  pictured: true,
});

export function planContract(cast: ContractCast): void {
  test('of two who save a plan at once one is told', async () => {
    const { plans } = await cast.newSchool();
    expect(await Promise.all([plans.save(plan('p'), 0), plans.save(plan('p', { title: 'Lakes' }), 0)])).toContain(null);
    const saved = await Promise.all([plans.save(plan('p', { title: 'A' }), 1), plans.save(plan('p', { title: 'B' }), 1)]);
    expect(saved.toSorted()).toEqual([2, null]);
    expect((await plans.byId('p'))?.plan.title).toBe(saved[0] === 2 ? 'A' : 'B');
  });

  test('plans are listed by their owner, and those that wait for an answer', async () => {
    const { plans } = await cast.newSchool();
    await plans.save(plan('one', { changedAt: 1 }), 0);
    await plans.save(plan('two', { changedAt: 2, links: [link('waiting')] }), 0);
    await plans.save(plan('three', { changedAt: 3, owner: 'lewis', links: [link('appealed')] }), 0);
    const ids = async (query: Parameters<typeof plans.list>[0]) => (await plans.list(query)).map((kept) => kept.plan.id);
    expect(await ids({ owner: 'okafor', limit: 10 })).toEqual(['two', 'one']);
    expect(await ids({ waiting: true, limit: 10 })).toEqual(['three', 'two']);
    await plans.save(plan('three', { changedAt: 4, owner: 'lewis', links: [link('approved')] }), 1);
    expect(await ids({ waiting: true, limit: 10 })).toEqual(['two']);
  });

  test('the newest report of a lesson and the newest look at a page take the place of those before', async () => {
    const { plans } = await cast.newSchool();
    await plans.save(plan('p'), 0);
    await plans.saveReady('p', ready('running'));
    await plans.saveReady('p', ready('green'));
    expect([await plans.ready('p', lesson), await plans.readyOf('p')]).toEqual([ready('green'), [ready('green')]]);
    const bytes = Uint8Array.of(0, 255, 128);
    await plans.saveLook('p', 'a1', look('Old'), { type: 'image/png', bytes });
    expect(await plans.picture('p', 'a1')).toEqual({ type: 'image/png', bytes: Buffer.from(bytes) });
    await plans.saveLook('p', 'a1', look('New'), null);
    expect([await plans.picture('p', 'a1'), await plans.look('p', 'a1')]).toEqual([null, look('New')]);
    expect([...(await plans.looksOf('p'))]).toEqual([['a1', look('New')]]);
    await plans.remove('p');
    expect([await plans.byId('p'), await plans.readyOf('p'), await plans.look('p', 'a1')]).toEqual([null, [], null]);
  });

  test('a lesson is one text, whatever its class is called', () => {
    for (const group of ['8b', 'year 8/b', 'ü%20', '']) expect(lessonOfKey(lessonKey({ ...lesson, group }))).toEqual({ ...lesson, group });
    expect([lessonOfKey('8b 2026-11-26'), lessonOfKey('a b c d')]).toEqual([null, null]);
  });
}
