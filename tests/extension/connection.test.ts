import { expect, test } from 'vitest';
import { createConnection } from '#extension/background/connection.ts';
import { createProblems } from '#extension/background/problems.ts';
import { createSchoolClock } from '#extension/identity/school-clock.ts';
import { createStanding } from '#extension/identity/standing.ts';
import type { SchoolServer } from '#extension/server/school-server.ts';
import { memoryShelves } from './support/memory-shelves.ts';
import { openSchool } from './support/school.ts';

const school = openSchool();
const policy = await school.bundle(1);
const settings = { serverUrl: 'https://schoolgate.greenfield.test', enrolmentKey: 'k'.repeat(32), user: 'mia@greenfield.test' };
const forever = new Promise<never>(() => undefined);

function browser(server: Partial<SchoolServer>, pause: () => Promise<void> = () => forever) {
  const shelves = memoryShelves();
  const standing = createStanding(shelves.memory, () => undefined);
  const problems = createProblems();
  const managed: { settings: unknown } = { settings };
  const calls: string[] = [];
  const told =
    <A extends unknown[], R>(name: string, call: (...args: A) => R) =>
    (...args: A): R => (calls.push(name), call(...args));
  const full: SchoolServer = {
    enrol: async () => ({ ok: true, value: school.enrolled }),
    bundle: async (_access, after) => (after === 0 ? { ok: true, value: policy } : forever),
    material: async () => ({ ok: false, problem: 'unreachable' }),
    listKey: async () => ({ ok: false, problem: 'unreachable' }),
    proxyToken: async () => ({ ok: false, problem: 'unreachable' }),
    events: async () => ({ ok: false, problem: 'unreachable' }),
    mine: async () => ({ ok: false, problem: 'unreachable' }),
    askForSite: async () => ({ ok: false, problem: 'unreachable' }),
    report: async () => ({ ok: false, problem: 'unreachable' }),
    accept: async () => ({ ok: false, problem: 'unreachable' }),
    heartbeat: async () => ({ ok: true, value: { bundle: 1, subject: { id: 'mia', groups: ['8b'] } } }),
    ...server,
  };
  const connection = createConnection({
    server: { ...full, enrol: told('enrol', full.enrol), heartbeat: told('heartbeat', full.heartbeat) },
    standing,
    enrolment: { memory: shelves.memory, newId: () => 'install-number-1', version: '0.1.0' },
    rawSettings: async () => managed.settings,
    profileEmail: async () => null,
    clock: createSchoolClock(() => 0, shelves.memory),
    problems,
    condition: async () => ({ throughProxy: false, queued: 0, problems: problems.list() }),
    answered: () => undefined,
    pause,
    random: () => 1,
  });
  return { connection, standing, problems, managed, calls };
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

test('a browser without settings waits and says so; with them it enrols, takes the policy and tells how it is', async () => {
  const { connection, standing, managed, calls } = browser({});
  managed.settings = {};
  await connection.pulse();
  expect([connection.state(), calls]).toEqual(['waiting', []]);
  managed.settings = settings;
  await connection.pulse();
  await soon();
  expect(calls).toEqual(['enrol', 'heartbeat']);
  expect(standing.enforcing()?.judge.bundle).toBe(1);
  expect(connection.isConnected()).toBe(true);
  expect(connection.serverOrigins()).toEqual(['https://schoolgate.greenfield.test', 'https://schoolgate.greenfield.test']);
  await connection.pulse();
  expect(calls).toEqual(['enrol', 'heartbeat', 'heartbeat']);
});

test('settings that come while the browser is busy finding none are not missed', async () => {
  const { connection, managed, calls } = browser({});
  const reading = Promise.withResolvers<unknown>();
  managed.settings = reading.promise;
  const first = connection.pulse();
  await soon();
  managed.settings = settings;
  const second = connection.pulse();
  reading.resolve({});
  await Promise.all([first, second]);
  expect(calls).toContain('enrol');
});

test('a wrong key is told to technicians', async () => {
  const { connection, problems } = browser({ enrol: async () => ({ ok: false, problem: 'unknown-device' }) });
  await connection.pulse();
  expect([connection.state(), problems.list()]).toEqual(['refused', ['enrolment-refused']]);
});

test('a token that the server has forgotten makes the browser enrol again', async () => {
  let known = false;
  const { connection, calls } = browser({
    heartbeat: async () =>
      known ? { ok: true, value: { bundle: 1, subject: { id: 'mia', groups: ['8b'] } } } : { ok: false, problem: 'unknown-device' },
  });
  await connection.pulse();
  known = true;
  await connection.pulse();
  expect(calls).toEqual(['enrol', 'heartbeat', 'enrol', 'heartbeat']);
});

test('when somebody else uses the browser, it enrols as them', async () => {
  const { connection, managed, calls } = browser({});
  await connection.pulse();
  managed.settings = { ...settings, user: 'tom@greenfield.test' };
  await connection.pulse();
  expect(calls.filter((call) => call === 'enrol')).toHaveLength(2);
});

test('a device whose policy file is gone for a moment goes on as what it is', async () => {
  const { connection, standing, managed } = browser({});
  await connection.pulse();
  managed.settings = {};
  await connection.pulse();
  expect(standing.membership()?.device).toBe(school.enrolled.device);
});

test('the class that the heartbeat brings is the one that is judged by', async () => {
  const { connection, standing } = browser({
    heartbeat: async () => ({ ok: true, value: { bundle: 1, subject: { id: 'mia', groups: ['year-12'] } } }),
  });
  await connection.pulse();
  expect(standing.membership()?.subject.groups).toEqual(['year-12']);
});

test('a policy that the school did not sign is told, and the one in force stays', async () => {
  const forged = { ...(await school.bundle(2)), signature: policy.signature };
  const { connection, standing, problems } = browser({
    bundle: async (_access, after) => (after === 0 ? { ok: true, value: policy } : { ok: true, value: forged }),
  });
  await connection.pulse();
  await expect.poll(() => problems.list(), { timeout: 5_000 }).toEqual(['bundle-refused']);
  expect(standing.enforcing()?.judge.bundle).toBe(1);
});

test('a policy that was taken is told at once, not with the next half minute’s word', async () => {
  const told: number[] = [];
  const { connection } = browser(
    {
      heartbeat: async (_access, { bundle }) => {
        told.push(bundle);
        return { ok: true, value: { bundle: 1, subject: { id: 'mia', groups: ['8b'] } } };
      },
    },
    () => Promise.resolve(),
  );
  await connection.pulse();
  await soon();
  expect(told.at(-1)).toBe(1);
  expect(told.length).toBeLessThan(4);
});
