import { expect, test } from 'vitest';
import type { AuditEntry } from '#store/school-store.ts';
import type { ContractCast } from './cast.ts';
import { reference, sampleIncident, sampleReadiness, sampleRequest, thursday } from '../samples.ts';

export function caseworkContract(cast: ContractCast): void {
  test('a request comes back as it was saved, and lists are newest first', async () => {
    const { requests } = await cast.newSchool();
    const decided = sampleRequest('r2', {
      at: thursday + 2,
      askedBy: { kind: 'subject', id: 'pupil-3f7a' },
      reference: null,
      path: null,
      lesson: null,
      state: 'approved',
      decision: {
        by: 'lead',
        at: thursday + 3,
        reason: 'Fine for chess.',
        audience: '8b',
        from: null,
        until: thursday + 9,
        rule: 'rule-1',
      },
    });
    await requests.save(sampleRequest('r1'));
    await requests.save(decided);
    expect(await requests.byId('r2')).toEqual(decided);
    expect((await requests.list({ limit: 10 })).map(({ id }) => id)).toEqual(['r2', 'r1']);
    expect((await requests.list({ limit: 10, states: ['waiting'] })).map(({ id }) => id)).toEqual(['r1']);
    expect((await requests.list({ limit: 10, askedBy: 'pupil-3f7a' })).map(({ id }) => id)).toEqual(['r2']);
    expect((await requests.list({ limit: 10, reference: reference(1) })).map(({ id }) => id)).toEqual(['r1']);
    expect(await requests.list({ limit: 10, states: [] })).toEqual([]);
    expect(await requests.byId('r3')).toBeNull();
  });

  test('of two people who decide a request at once only one does', async () => {
    const { requests, school } = await cast.newSchool();
    await requests.save(sampleRequest('r1'));
    const elsewhere = cast.other().forSchool(school.id).requests;
    const done = await Promise.all([
      requests.decide(sampleRequest('r1', { state: 'approved' }), 'waiting'),
      elsewhere.decide(sampleRequest('r1', { state: 'refused' }), 'waiting'),
    ]);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await requests.decide(sampleRequest('r9', { state: 'approved' }), 'waiting')).toBe(false);
  });

  test("an approved lesson's readiness is kept with its request", async () => {
    const { requests } = await cast.newSchool();
    await requests.save(sampleRequest('r1'));
    expect(await requests.readiness('r1')).toBeNull();
    await requests.saveReadiness('r1', { ...sampleReadiness, state: 'running', missing: [] });
    await requests.saveReadiness('r1', sampleReadiness);
    expect(await requests.readiness('r1')).toEqual(sampleReadiness);
  });

  test('an incident keeps its whole trail while its state changes', async () => {
    const { incidents } = await cast.newSchool();
    await incidents.open(sampleIncident('i1'));
    const note = { at: thursday + 1, by: 'lead', kind: 'note', text: 'Talked with the form tutor.' } as const;
    const added = { at: thursday + 2, by: 'lead', kind: 'event-added', text: 'One more search.' } as const;
    const outcome = { at: thursday + 3, by: 'lead', kind: 'outcome', text: 'Parents informed.' } as const;
    await incidents.add('i1', note, {});
    await incidents.add('i1', added, { events: [reference(2)], severity: 'urgent' });
    await incidents.add('i1', outcome, { state: 'closed', outcome: 'parents-informed' });
    expect(await incidents.byId('i1')).toEqual(
      sampleIncident('i1', {
        state: 'closed',
        severity: 'urgent',
        outcome: 'parents-informed',
        events: [reference(1), reference(2)],
        trail: [...sampleIncident('i1').trail, note, added, outcome],
      }),
    );
    expect(await incidents.ofEvent(reference(2))).toEqual(['i1']);
    expect(await incidents.ofEvent(reference(3))).toEqual([]);
  });

  test('people who add to an incident at the same moment all stand in its trail', async () => {
    const { incidents, school } = await cast.newSchool();
    await incidents.open(sampleIncident('i1'));
    const elsewhere = cast.other().forSchool(school.id).incidents;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? incidents : elsewhere).add(
          'i1',
          { at: thursday + n, by: 'lead', kind: 'event-added', text: `${n}` },
          { events: [reference(100 + n)] },
        ),
      ),
    );
    const incident = await incidents.byId('i1');
    expect(incident?.trail).toHaveLength(21);
    expect(incident?.events).toHaveLength(21);
  });

  test('a note on an incident that does not exist is refused, and an incident is opened once', async () => {
    const { incidents } = await cast.newSchool();
    await expect(incidents.add('nothing', { at: thursday, by: 'lead', kind: 'note', text: 'x' }, {})).rejects.toThrow();
    await incidents.open(sampleIncident('i1'));
    await expect(incidents.open(sampleIncident('i1'))).rejects.toMatchObject({ kind: 'conflict' });
    expect((await incidents.byId('i1'))?.trail).toHaveLength(1);
  });

  test('incidents are listed newest first', async () => {
    const { incidents } = await cast.newSchool();
    for (const n of [1, 3, 2]) await incidents.open(sampleIncident(`i${n}`, { openedAt: thursday + n }));
    expect((await incidents.list(2)).map(({ id }) => id)).toEqual(['i3', 'i2']);
  });

  test('the audit trail is read newest first, page by page', async () => {
    const { audit } = await cast.newSchool();
    const entry = (n: number): AuditEntry => ({
      at: thursday + Math.floor(n / 3),
      by: 'lead',
      did: 'viewed-events',
      to: n % 2 ? `event:${n}` : null,
      detail: n % 3 ? null : 'why',
    });
    for (let n = 0; n < 10; n += 1) await audit.add(entry(n));
    const first = await audit.list({ limit: 4 });
    await audit.add(entry(30));
    const second = await audit.list({ limit: 400, cursor: first.next ?? '' });
    expect([...first.entries, ...second.entries]).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map(entry));
    expect(second.next).toBeNull();
    expect(await audit.list({ limit: 4, cursor: 'not ours' })).toEqual({ entries: [], next: null });
  });

  test('a job goes to one worker; one that dies loses it to the next', async () => {
    const { jobs, school } = await cast.newSchool();
    await jobs.add({ id: 'j1', kind: 'precache', about: 'r1', part: null }, thursday);
    await jobs.add({ id: 'j1', kind: 'precache', about: 'r1', part: null }, thursday);
    await jobs.add({ id: 'j2', kind: 'precache', about: 'r2', part: null }, thursday + 1);
    const elsewhere = cast.other().forSchool(school.id).jobs;
    const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 ? jobs : elsewhere).claim(['precache'], thursday + 2, 60)));
    expect(
      claims
        .filter((job) => job !== null)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['j1', 'j2']);
    expect(await jobs.claim(['precache'], thursday + 60_001, 60)).toBeNull();
    expect(await jobs.claim(['precache'], thursday + 60_002, 60)).toEqual({ id: 'j1', kind: 'precache', about: 'r1', part: null });
    await jobs.end('j1', thursday, 'done', 'Done.');
    await jobs.end('j2', thursday, 'done', 'Done.');
    expect(await jobs.claim(['precache'], thursday + 999_999, 60)).toBeNull();
  });
}
