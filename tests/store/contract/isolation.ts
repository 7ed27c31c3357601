import { expect, test } from 'vitest';
import type { SchoolStore } from '#store/school-store.ts';
import type { ContractCast } from './cast.ts';
import {
  reference,
  sampleAccount,
  sampleDevice,
  sampleEvent,
  sampleIncident,
  samplePerson,
  samplePolicy,
  sampleReadiness,
  sampleRequest,
  thursday,
} from '../samples.ts';

/** Fills every table of a school. Ids are the same in every school, except where the whole store knows them. */
async function fill(to: SchoolStore): Promise<void> {
  const own = to.school.id;
  await to.events.append([sampleEvent(1), sampleEvent(2)]);
  await to.policies.save(samplePolicy(), 0, 'lead', thursday);
  await to.policies.saveBundle({ number: 1, text: own, signature: own }, thursday);
  await to.people.save([samplePerson('p1', { name: own })]);
  await to.accounts.save(sampleAccount(own, 'a1'));
  await to.accounts.createSession({
    idHash: `session-${own}`,
    account: 'a1',
    createdAt: thursday,
    lastSeenAt: thursday,
    expiresAt: thursday + 1,
  });
  await to.accounts.saveOneTimeLink(`link-${own}`, 'a1', thursday + 1);
  await to.devices.save(sampleDevice(`d-${own}`, { install: 'install' }));
  await to.requests.save(sampleRequest('r1', { reason: own }));
  await to.requests.saveReadiness('r1', sampleReadiness);
  await to.incidents.open(sampleIncident('i1', { title: own }));
  await to.audit.add({ at: thursday, by: own, did: 'looked', to: null, detail: null });
  await to.jobs.add({ id: 'j1', kind: 'precache', about: own, part: null }, thursday);
  const lesson = { group: '8b', date: '2026-11-26', period: '3' };
  await to.plans.save(
    { id: 'plan1', owner: own, title: own, lessons: [lesson], links: [], madeAt: 1, changedAt: 1, copyOf: null, atOnce: false },
    0,
  );
  await to.plans.saveReady('plan1', { lesson, state: 'green', at: 1, left: null, links: [], effect: null });
  await to.letters.add({ id: 'letter1', at: 1, to: `${own}@x.test`, subject: own, text: own, urgent: false });
  await to.letters.alert({ version: 0, until: 1, turns: [{ severity: 'high', about: own, toldAt: 1, untold: 1 }] }, []);
  await to.secrets.set('enrolment-key', `key of ${own}`);
}

/** Everything that can be asked of a school, with the other school's ids where ids differ. */
async function everything(of: SchoolStore, other: string): Promise<unknown> {
  return {
    events: (await of.events.find({ limit: 500 })).events,
    event: await of.events.byId(reference(1)),
    counts: await of.events.counts(0, thursday * 2),
    policy: await of.policies.current(),
    bundle: [await of.policies.bundle(1), await of.policies.latestBundle(), await of.policies.latestBundleNumber()],
    people: [await of.people.list(), await of.people.byId('p1'), await of.people.byLogin('p1@school.test')],
    accounts: [await of.accounts.list(), await of.accounts.byId('a1')],
    session: await of.accounts.session(`session-${other}`),
    link: await of.accounts.useOneTimeLink(`link-${other}`, thursday),
    devices: [
      await of.devices.list(),
      await of.devices.byId(`d-${other}`),
      await of.devices.byTokenHash(`token-d-${other}`),
      await of.devices.byInstall('install'),
    ],
    requests: [await of.requests.list({ limit: 500 }), await of.requests.byId('r1'), await of.requests.readiness('r1')],
    incidents: [await of.incidents.list(500), await of.incidents.byId('i1'), await of.incidents.ofEvent(reference(1))],
    audit: await of.audit.list({ limit: 500 }),
    jobs: await of.jobs.list({ limit: 500 }),
    letters: [await of.letters.list({ limit: 9 }), await of.letters.byId('letter1'), await of.letters.alerted()],
    kept: (await of.events.keptAfter(0, 500)).events,
    plans: [await of.plans.list({ limit: 500 }), await of.plans.byId('plan1'), await of.plans.readyOf('plan1')],
    secret: await of.secrets.get('enrolment-key'),
  };
}

export function isolationContract(cast: ContractCast): void {
  test('a school sees nothing of another, whatever it asks', async () => {
    const empty = await cast.newSchool();
    const before = await everything(empty, 'nobody');
    const full = await cast.newSchool();
    await fill(full);
    expect(await everything(empty, full.school.id)).toEqual(before);
  });

  test("nothing a school does changes another's records, even where ids are the same", async () => {
    const one = await cast.newSchool();
    await fill(one);
    const before = await everything(one, 'nobody');
    const two = await cast.newSchool();
    await fill(two);
    await two.people.save([samplePerson('p1', { name: 'changed' })]);
    await two.accounts.save(sampleAccount(two.school.id, 'a1', { name: 'changed', disabled: true }));
    await two.accounts.endSession(`session-${one.school.id}`);
    await two.accounts.touchSession(`session-${one.school.id}`, thursday + 1);
    await two.devices.heartbeat(`d-${one.school.id}`, { version: 'x', bundle: 1, throughProxy: false, queued: 0, problems: [] }, thursday);
    await two.devices.seen('passed', new Map([[`d-${one.school.id}`, thursday]]));
    await two.requests.save(sampleRequest('r1', { state: 'refused' }));
    await two.requests.decide(sampleRequest('r1', { state: 'approved' }), 'waiting');
    await two.requests.saveReadiness('r1', { ...sampleReadiness, state: 'red' });
    await two.incidents.add('i1', { at: thursday, by: 'x', kind: 'note', text: 'changed' }, { state: 'closed', events: [reference(9)] });
    await two.jobs.claim(['precache'], thursday, 60);
    await two.jobs.renew('j1', thursday + 1, 0.5);
    await two.jobs.cancel('j1', thursday, 'Cancelled.');
    await two.jobs.forget(thursday + 1);
    await two.plans.saveReady('plan1', {
      lesson: { group: '8b', date: '2026-11-26', period: '3' },
      state: 'red',
      at: 2,
      left: null,
      links: [],
      effect: null,
    });
    await two.plans.remove('plan1');
    await two.letters.claim(thursday, thursday + 1);
    await two.letters.tried('letter1', { is: 'failed', said: 'x' });
    await two.letters.again('letter1', 99);
    await two.letters.tried('letter1', { is: 'failed', said: 'x' });
    await two.letters.forget(thursday);
    await two.letters.alert({ version: 1, until: 99, turns: [] }, []);
    await two.secrets.set('bundle-signing-key', 'changed');
    await two.policies.save(samplePolicy('Europe/Paris'), 1, 'x', thursday);
    await two.policies.saveBundle({ number: 2, text: 'changed', signature: '' }, thursday);
    expect(await everything(one, 'nobody')).toEqual(before);
    expect(await one.accounts.session(`session-${one.school.id}`)).toMatchObject({ lastSeenAt: thursday });
    expect(await one.accounts.useOneTimeLink(`link-${one.school.id}`, thursday)).toBe('a1');
  });

  test('a school cannot take over the device, session or link of another', async () => {
    const one = await cast.newSchool();
    const two = await cast.newSchool();
    await fill(one);
    await fill(two);
    await expect(two.devices.save(sampleDevice(`d-${one.school.id}`, { install: 'another' }))).rejects.toMatchObject({ kind: 'conflict' });
    await expect(two.accounts.saveOneTimeLink(`link-${one.school.id}`, 'a1', thursday + 9)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(two.secrets.set('enrolment-key', `key of ${one.school.id}`)).rejects.toMatchObject({ kind: 'conflict' });
    expect((await cast.store().proxyDevice(`d-${one.school.id}`))?.school).toBe(one.school.id);
  });

  test('a school that is not there cannot be worked with, and an id is given once', async () => {
    const { school } = await cast.newSchool();
    expect(() => cast.store().forSchool('atlantis')).toThrow('no such school');
    await expect(cast.store().createSchool({ id: school.id, name: 'Impostor' })).rejects.toMatchObject({ kind: 'conflict' });
    expect(await cast.other().schools()).toContainEqual(school);
  });

  test('a school that another process made is known as soon as something names it', async () => {
    await cast.other().createSchool({ id: 'made-elsewhere', name: 'Made elsewhere' });
    await cast.other().forSchool('made-elsewhere').devices.save(sampleDevice('d-elsewhere'));
    expect(await cast.store().deviceSchool('token-d-elsewhere')).toBe('made-elsewhere');
    expect(await cast.store().forSchool('made-elsewhere').devices.byId('d-elsewhere')).not.toBeNull();
  });
}
