import { assert, asyncProperty, string } from 'fast-check';
import { expect, test } from 'vitest';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { EventQuery, EventStore } from '#store/school-store.ts';
import type { ContractCast } from './cast.ts';
import { reference, sampleEvent, thursday } from '../samples.ts';

const day = 86_400_000;

async function everyPage(
  events: EventStore,
  query: EventQuery,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<AccessEvent[]> {
  const found: AccessEvent[] = [];
  let cursor: string | undefined;
  do {
    const page: { events: AccessEvent[]; next: string | null } = await events.find(cursor === undefined ? query : { ...query, cursor });
    found.push(...page.events);
    cursor = page.next ?? undefined;
    await between();
  } while (cursor !== undefined);
  return found;
}

export function eventContract(cast: ContractCast): void {
  test('an event comes back exactly as it was told', async () => {
    const { events } = await cast.newSchool();
    const plain = sampleEvent(1);
    const full = sampleEvent(2, {
      kind: 'flagged',
      userAct: null,
      flag: { category: 'self-harm', severity: 'high', list: 'self-harm', line: 4, phrase: 'how to hurt myself' },
      searchTerm: 'how to hurt myself',
      rule: { id: 'r', layer: 'decision', origin: { kind: 'decision', request: 'q1', by: 'lead' } },
    });
    const bare = sampleEvent(3, {
      device: null,
      clientAddress: null,
      target: { scheme: 'wss', host: '2001:db8::1', port: 8443, path: null },
      userAct: false,
      category: null,
      list: null,
      status: null,
      bytes: null,
      groups: [],
    });
    await events.append([plain, full, bare]);
    for (const event of [plain, full, bare]) expect(await events.byId(event.id)).toEqual(event);
    expect(await events.byId(reference(99))).toBeNull();
  });

  test('whatever a pupil types comes back unchanged', async () => {
    const { events } = await cast.newSchool();
    let n = 0;
    await assert(
      asyncProperty(string({ unit: 'binary', maxLength: 200 }), async (text) => {
        n += 1;
        const event = sampleEvent(n, { searchTerm: text, target: { scheme: 'https', host: 'search.test', port: 443, path: `/${text}` } });
        await events.append([event]);
        expect(await events.byId(event.id)).toEqual(event);
      }),
      { numRuns: 60 },
    );
  });

  test('telling an event twice keeps it once, as it was told first', async () => {
    const { events } = await cast.newSchool();
    await events.append([sampleEvent(1)]);
    await events.append([sampleEvent(1, { subject: 'somebody-else' }), sampleEvent(2), sampleEvent(2)]);
    const { events: kept } = await events.find({ limit: 10 });
    expect(kept.map(({ id }) => id)).toEqual([reference(2), reference(1)]);
    expect(kept[1]?.subject).toBe('pupil-3f7a');
  });

  test('many callers at once lose nothing', async () => {
    const { events } = await cast.newSchool();
    await Promise.all(Array.from({ length: 300 }, (_, n) => events.append([sampleEvent(n)])));
    expect(await everyPage(events, { limit: 500 })).toHaveLength(300);
  });

  test('an append that cannot be kept fails alone and does not drag down those that came with it', async () => {
    const { events } = await cast.newSchool();
    const good = [events.append([sampleEvent(1)]), events.append([sampleEvent(2)])];
    // A host that is not there at all cannot be stored; only a broken caller could send it.
    const broken = events.append([{ ...sampleEvent(3), target: JSON.parse('{"scheme":"https","host":null,"port":443,"path":null}') }]);
    const late = events.append([sampleEvent(4)]);
    await expect(broken).rejects.toThrow();
    await Promise.all([...good, late]);
    expect((await events.find({ limit: 10 })).events.map(({ id }) => id)).toEqual([4, 2, 1].map(reference));
  });

  test('pages neither repeat nor miss an event while new ones arrive', async () => {
    const { events } = await cast.newSchool();
    const told = Array.from({ length: 50 }, (_, n) => sampleEvent(n, { at: thursday + Math.floor(n / 10) }));
    await events.append(told);
    let n = 1000;
    const found = await everyPage(events, { limit: 7 }, () => events.append([sampleEvent((n += 1), { at: thursday + day })]));
    expect(found.map(({ id }) => id)).toEqual(told.map(({ id }) => id).toReversed());
  });

  test('a page holds at least 1 and at most 500 events', async () => {
    const { events } = await cast.newSchool();
    await events.append(Array.from({ length: 600 }, (_, n) => sampleEvent(n)));
    expect((await events.find({ limit: 100_000 })).events).toHaveLength(500);
    expect((await events.find({ limit: Number.NaN })).events).toHaveLength(500);
    const first = await events.find({ limit: 500 });
    expect(await events.find({ limit: 100, cursor: first.next ?? '' })).toMatchObject({ events: { length: 100 }, next: null });
    expect((await events.find({ limit: -3 })).events).toHaveLength(1);
  });

  test.each(['', '.', 'x.y', '1', '1.2.3', '1e3.4', "1.1' or 1=1", '9'.repeat(40)])(
    'a cursor that is not ours (%j) gives an empty page',
    async (cursor) => {
      const { events } = await cast.newSchool();
      await events.append([sampleEvent(1)]);
      expect(await events.find({ limit: 10, cursor })).toEqual({ events: [], next: null });
    },
  );

  test('events are found by time, kind, category and phase', async () => {
    const { events } = await cast.newSchool();
    await events.append([
      sampleEvent(1, { kind: 'ordinary', category: 'education', at: thursday }),
      sampleEvent(2, { kind: 'blocked', category: 'games', at: thursday + 1 }),
      sampleEvent(3, { kind: 'flagged', category: null, phase: 'ks4', at: thursday + 2 }),
      sampleEvent(4, { kind: 'warned', category: 'video', at: thursday + 3 }),
    ]);
    const ids = async (query: Omit<EventQuery, 'limit'>) => (await events.find({ ...query, limit: 10 })).events.map(({ id }) => id);
    expect(await ids({ kinds: ['blocked', 'flagged'] })).toEqual([reference(3), reference(2)]);
    expect(await ids({ kinds: [] })).toEqual([]);
    expect(await ids({ category: 'games' })).toEqual([reference(2)]);
    expect(await ids({ phase: 'ks4' })).toEqual([reference(3)]);
    expect(await ids({ from: thursday + 1, until: thursday + 3 })).toEqual([reference(3), reference(2)]);
  });

  test('events are counted by UTC day, phase, category and kind', async () => {
    const { events } = await cast.newSchool();
    const midnight = Date.UTC(2026, 10, 6);
    await events.append([
      sampleEvent(1, { at: midnight - 1 }),
      sampleEvent(2, { at: midnight }),
      sampleEvent(3, { at: midnight + 5 }),
      sampleEvent(4, { at: midnight + 5, phase: 'ks4' }),
      sampleEvent(5, { at: midnight + 5, category: null, kind: 'ordinary' }),
      sampleEvent(6, { at: midnight + day }),
    ]);
    const counts = await events.counts(midnight - day, midnight + day);
    const byWords = counts.map(({ day: on, phase, category, kind, count }) => [on, phase, category, kind, count].join(' '));
    expect(byWords.toSorted()).toEqual([
      '2026-11-05 ks3 games blocked 1',
      '2026-11-06 ks3  ordinary 1',
      '2026-11-06 ks3 games blocked 2',
      '2026-11-06 ks4 games blocked 1',
    ]);
  });

  test('an event is found by its reference before the school is known', async () => {
    const school = await cast.newSchool();
    const event = sampleEvent(987_654_321);
    await school.events.append([event]);
    expect(await cast.other().eventByReference(event.id)).toEqual({ school: school.school.id, event });
    expect(await cast.store().eventByReference(reference(123_456_789))).toBeNull();
  });

  test("another school's browser cannot take a reference away", async () => {
    const mine = await cast.newSchool();
    const theirs = await cast.newSchool();
    const event = sampleEvent(555_555_555);
    await mine.events.append([event]);
    await theirs.events.append([{ ...event, at: 1, subject: 'forged' }]);
    expect((await cast.store().eventByReference(event.id))?.school).toBe(mine.school.id);
    expect(await mine.events.byId(event.id)).toEqual(event);
  });
}
