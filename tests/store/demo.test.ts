import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBundleKey } from '#dashboard/server/policy/bundle-key.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { deviceState } from '#dashboard/server/devices/device-state.ts';
import { beatDemoDevices } from '#main/demo/demo-devices.ts';
import { demoPolicy } from '#main/demo/demo-policy.ts';
import { seedDemo } from '#main/demo/demo-school.ts';
import { loadLists, type LoadedLists } from '#main/lists.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { bundleSchema } from '#policies/contracts/bundle.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { roles } from '#policies/model/actor.ts';
import { unknownSubject } from '#policies/model/subject.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { Account, SchoolStore, Store } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-demo-'));
/** A Wednesday, 11:20 in London. */
const now = Date.UTC(2026, 10, 18, 11, 20);
const day = 86_400_000;

interface Seeded {
  readonly store: Store;
  readonly school: SchoolStore;
  readonly accounts: readonly Account[];
  /** Milliseconds of processor time: what it costs, also on a machine that is busy with something else. */
  readonly took: number;
}

async function seeded(name: string, lists: LoadedLists, at: number): Promise<Seeded> {
  const store = await openSqlite(join(dir, `${name}.db`));
  await store.createSchool({ id: 'demo', name: 'Demo School' });
  const school = store.forSchool('demo');
  await ensureBundleKey(school);
  await publishPolicy(school, lists, demoPolicy(starterPolicy), 0, 'system', at);
  const before = process.cpuUsage();
  const accounts = await seedDemo({ school, lists, now: at });
  const { user, system } = process.cpuUsage(before);
  return { store, school, accounts, took: (user + system) / 1000 };
}

async function everyEvent({ events }: SchoolStore): Promise<AccessEvent[]> {
  const all: AccessEvent[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof events.find>> = await events.find(cursor === undefined ? { limit: 500 } : { limit: 500, cursor });
    all.push(...page.events);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

async function judgeOf({ policies }: SchoolStore): Promise<Judge> {
  return createJudge(bundleSchema.parse(JSON.parse((await policies.latestBundle())?.text ?? '')));
}

describe('the demo school', () => {
  let lists: LoadedLists;
  let demo: Seeded;
  let events: AccessEvent[];
  beforeAll(async () => {
    lists = await loadLists([]);
    demo = await seeded('demo', lists, now);
    events = await everyEvent(demo.school);
  });
  afterAll(async () => {
    await demo.store.close();
    rmSync(dir, { recursive: true });
  });

  test('is filled in seconds of processor time', () => {
    expect(demo.took).toBeLessThan(10_000);
  });

  test('has a roster, an account of each role without a password, and pupils in every class', async () => {
    const people = await demo.school.people.list();
    expect(people.filter(({ kind }) => kind === 'pupil')).toHaveLength(182);
    expect(people.filter(({ kind }) => kind === 'staff')).toHaveLength(20);
    expect(new Set(people.map(({ login }) => login)).size).toBe(people.length);
    expect(new Set(people.filter(({ kind }) => kind === 'pupil').map(({ name }) => name)).size).toBeGreaterThan(170);
    expect(demo.accounts.map(({ role }) => role).toSorted()).toEqual([...roles].toSorted());
    for (const account of await demo.school.accounts.list()) expect(account).toMatchObject({ passwordHash: null, disabled: false });
    const classes = (await demo.school.policies.current())?.policy.groups.filter(({ kind }) => kind === 'class').map(({ id }) => id) ?? [];
    expect(classes).toHaveLength(19);
    for (const id of classes) expect(people.some(({ groups }) => groups.includes(id))).toBe(true);
    for (const { teaches } of people) expect(classes).toEqual(expect.arrayContaining([...teaches]));
  });

  test('has a fortnight of events: many ordinary, some blocked, a few flagged', () => {
    const of = (kind: AccessEvent['kind']) => events.filter((event) => event.kind === kind).length;
    expect(of('ordinary')).toBeGreaterThan(14_000);
    expect(of('ordinary')).toBeLessThan(17_500);
    expect(of('blocked')).toBeGreaterThan(750);
    expect(of('blocked')).toBeLessThan(1150);
    expect(of('flagged')).toBeGreaterThan(90);
    expect(of('flagged')).toBeLessThan(160);
    expect(of('warned')).toBeGreaterThan(50);
  });

  test('is at school on weekdays from half past eight to a quarter to four, by the clocks of London', () => {
    const london = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const shown = events.map(({ at }) => Object.fromEntries(london.formatToParts(at).map(({ type, value }) => [type, value])));
    for (const { weekday, hour, minute } of shown) {
      expect(['Sat', 'Sun']).not.toContain(weekday);
      expect(`${hour}:${minute}` >= '08:30' && `${hour}:${minute}` < '15:45').toBe(true);
    }
    expect(Math.max(...events.map(({ at }) => at))).toBeLessThanOrEqual(now);
    expect(Math.min(...events.map(({ at }) => at))).toBeGreaterThan(now - 15 * day);
    const blockedAt = (hour: string) => events.filter((event, index) => event.kind === 'blocked' && shown[index]?.['hour'] === hour).length;
    expect(blockedAt('13')).toBeGreaterThan(3 * blockedAt('12'));
  });

  test('judges every event again as it was judged', async () => {
    const judge = await judgeOf(demo.school);
    const people = new Map((await demo.school.people.list()).map((person) => [person.id, person]));
    const replayed = events.filter(({ subject }) => subject !== 'withheld');
    expect(replayed.length).toBeGreaterThan(events.length - 50);
    for (const event of replayed) {
      const subject = people.get(event.subject) ?? unknownSubject;
      const verdict = judge.judge({ subject, target: event.target, destination: event.destination, initiator: null, at: event.at });
      expect({ effect: verdict.effect, category: verdict.category, rule: verdict.because.rule.id, bundle: verdict.because.bundle }).toEqual(
        {
          effect: event.effect,
          category: event.category,
          rule: event.rule.id,
          bundle: event.bundle,
        },
      );
    }
  });

  test('keeps helplines nameless', () => {
    const helped = events.filter(({ category }) => category === 'helpline');
    expect(helped.length).toBeGreaterThan(10);
    for (const event of helped) expect(event).toMatchObject({ subject: 'withheld', groups: [], device: null, target: { path: null } });
  });

  test('has requests in every state, with the block page they came from and what is ready for the lesson', async () => {
    const { requests } = demo.school;
    const all = await requests.list({ limit: 100 });
    expect(all).toHaveLength(14);
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['waiting', 'approved', 'refused', 'refused-mandatory', 'withdrawn']));
    const ready = await Promise.all(all.map(({ id }) => requests.readiness(id)));
    expect(new Set(ready.flatMap((each) => each?.state ?? []))).toEqual(new Set(['green', 'amber', 'red']));
    const byId = new Map(events.map((event) => [event.id, event]));
    for (const { reference, askedBy, host, at } of all) {
      expect(at).toBeLessThan(now);
      if (askedBy.kind === 'account') expect(await demo.school.accounts.byId(askedBy.id)).not.toBeNull();
      else expect(byId.get(reference ?? '')).toMatchObject({ kind: 'blocked', subject: askedBy.id, target: { host } });
    }
  });

  test('opens what was approved for the lesson, and not before or after it', async () => {
    const judge = await judgeOf(demo.school);
    const approved = (await demo.school.requests.list({ states: ['approved'], limit: 100 })).filter(({ lesson }) => lesson !== null);
    expect(approved).toHaveLength(5);
    for (const { url, decision } of approved) {
      const event = { destination: 'document' as const, initiator: null, subject: { id: 'p', groups: [decision?.audience ?? ''] } };
      const target = { scheme: 'https' as const, host: new URL(url).host, port: 443, path: new URL(url).pathname };
      const effectAt = (at: number) => judge.judge({ ...event, target, at }).effect;
      const { from, until } = { from: decision?.from ?? 0, until: decision?.until ?? 0 };
      expect([from - 1, from, until - 1, until].map(effectAt)).toEqual(['block', 'allow', 'allow', 'block']);
    }
    expect(events.some(({ rule }) => rule.layer === 'decision')).toBe(true);
  });

  test('has incidents with whole trails about events that are there', async () => {
    const incidents = await demo.school.incidents.list(100);
    expect(incidents).toHaveLength(6);
    expect(incidents.filter(({ state }) => state === 'open')).toHaveLength(2);
    const byId = new Map(events.map((event) => [event.id, event]));
    for (const { events: about, subject, state, outcome, trail } of incidents) {
      expect(about.length).toBeGreaterThan(0);
      for (const id of about) expect(byId.get(id)?.subject).toBe(subject);
      expect(outcome === null).toBe(state === 'open');
      expect(trail.map(({ at }) => at)).toEqual(trail.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(trail.at(-1)?.at).toBeLessThan(now);
    }
  });

  test('has an audit trail in which every unmasking has its reason', async () => {
    const { entries } = await demo.school.audit.list({ limit: 500 });
    expect(entries.length).toBeGreaterThan(120);
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted((a, b) => b - a));
    const unmasked = entries.filter(({ did }) => did === 'unmasked');
    expect(unmasked.length).toBeGreaterThan(3);
    for (const { detail } of unmasked) expect(detail?.length).toBeGreaterThan(10);
  });

  test('has devices that are well, behind, troubled, silent and unguarded, and they stay so while it is served', async () => {
    const known = { latest: { number: await demo.school.policies.latestBundleNumber(), madeAt: now - 60_000 }, listensSince: now - 60_001 };
    const states = async (at: number) =>
      Object.entries(Object.groupBy(await demo.school.devices.list(), (device) => deviceState(device, known, at))).map(([state, list]) => [
        state,
        list?.length,
      ]);
    const later = now + 10 * 60_000;
    const expected = expect.arrayContaining([
      ['well', 47],
      ['unguarded', 1],
      ['behind', 3],
      ['troubled', 3],
      ['silent', 6],
    ]);
    expect(await states(now + 10_000)).toEqual(expected);
    // Just after a start nobody can say who browsed without the extension, but a device that was not heard for long is not well.
    const [unguarded] = (await demo.school.devices.list()).filter((device) => deviceState(device, known, now + 10_000) === 'unguarded');
    expect(unguarded && deviceState(unguarded, { ...known, listensSince: now }, now + 10_000)).toBe('silent');
    await beatDemoDevices(demo.school, later);
    expect(await states(later + 10_000)).toEqual(expected);
  });

  test('is left as it is when it is there already', async () => {
    const before = await demo.school.events.counts(0, now + day);
    expect((await seedDemo({ school: demo.school, lists, now: now + day })).map(({ id }) => id)).toEqual(demo.accounts.map(({ id }) => id));
    expect(await demo.school.events.counts(0, now + day)).toEqual(before);
  });

  test('is the same school every time', async () => {
    const again = await seeded('again', lists, now);
    expect(JSON.stringify(await everyEvent(again.school)) === JSON.stringify(events)).toBe(true);
    expect(await again.school.people.list()).toEqual(await demo.school.people.list());
    expect(await again.school.incidents.list(100)).toEqual(await demo.school.incidents.list(100));
    await again.store.close();
  });

  test.each([
    ['on a Sunday', Date.UTC(2026, 10, 22, 14)],
    ['early on a Monday', Date.UTC(2026, 10, 23, 5)],
    ['in the week when clocks change', Date.UTC(2026, 9, 28, 18)],
    ['at the turn of the year', Date.UTC(2027, 0, 1, 0, 30)],
  ])('can be made %s', async (when, at) => {
    const other = await seeded(when, lists, at);
    const { events: newest } = await other.school.events.find({ limit: 500 });
    expect(newest).toHaveLength(500);
    expect(newest[0]?.at).toBeLessThanOrEqual(at);
    expect((await other.school.requests.list({ limit: 100 })).length).toBe(14);
    expect((await other.school.incidents.list(100)).length).toBe(6);
    await other.store.close();
  });
});
