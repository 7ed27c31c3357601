// Two schools behind one real dashboard with a real SQLite file: Greenfield, where the day happens, and Hillside, which must see nothing of it.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { startDashboard, type DashboardOptions, type RunningDashboard } from '#dashboard/server/dashboard-server.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { roles, type Role } from '#policies/model/actor.ts';
import type { Account, SchoolStore, Store } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield, hillside, msOkafor, roster } from '../../../support/cast.ts';
import { createCaller, type Caller } from './caller.ts';
import { testLists, testPolicy } from './test-policy.ts';

/** Thursday 26 November 2026, 10:00 in London: an hour before period 3. */
export const thursdayMorning = Date.parse('2026-11-26T10:00:00Z');
export const greenfieldKey = 'greenfield-enrolment-key-0123456789';
export const hillsideKey = 'hillside-enrolment-key-0123456789ab';

/** One account a role: `teacher` is Ms Okafor, who teaches 8B. */
export function accountOf(role: Role, school: string): Account {
  const teaches = role === 'teacher' && school === greenfield.id;
  return {
    id: `${school}-${role}`,
    school,
    email: `${role}@${school}.test`,
    name: `The ${role} of ${school}`,
    role,
    person: teaches ? msOkafor.id : null,
    passwordHash: null,
    disabled: false,
  };
}

export interface House {
  readonly dir: string;
  readonly store: Store;
  readonly school: SchoolStore;
  readonly otherSchool: SchoolStore;
  readonly dashboard: RunningDashboard;
  readonly options: DashboardOptions;
  /** Lines of the operators' log. */
  readonly logged: string[];
  readonly now: () => number;
  /** Turns the clock on by so many milliseconds. */
  pass(ms: number): void;
  signIn(role: Role, school?: string): Promise<Caller>;
  /** Nobody is signed in. */
  readonly nobody: Caller;
  close(): Promise<void>;
}

export async function openHouse(change: Partial<DashboardOptions> = {}): Promise<House> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-dashboard-'));
  const webDir = join(dir, 'web');
  mkdirSync(join(webDir, 'assets'), { recursive: true });
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Schoolgate</title>');
  writeFileSync(join(webDir, 'assets/index-Ab3dE6gH.js'), 'export {};');
  writeFileSync(join(webDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  let now = thursdayMorning;
  const logged: string[] = [];
  const store = await openSqlite(join(dir, 'schoolgate.sqlite'));
  for (const one of [greenfield, hillside]) {
    await store.createSchool(one);
    const school = store.forSchool(one.id);
    for (const role of roles) await school.accounts.save(accountOf(role, one.id));
    await publishPolicy(school, testLists, testPolicy, 0, 'system', now);
  }
  const school = store.forSchool(greenfield.id);
  const otherSchool = store.forSchool(hillside.id);
  await school.people.save(roster);
  await school.secrets.set('enrolment-key', greenfieldKey);
  await otherSchool.secrets.set('enrolment-key', hillsideKey);
  const options: DashboardOptions = {
    host: '127.0.0.1',
    port: 0,
    tls: null,
    publicUrl: null,
    store,
    clock: () => now,
    webDir,
    extension: null,
    proxyAddress: 'proxy.greenfield.test:3128',
    lists: () => Promise.resolve(testLists),
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    ...change,
  };
  const dashboard = await startDashboard(options);
  const door = options.publicUrl === null ? dashboard.url : `http://127.0.0.1:${dashboard.port}`;
  const nobody = createCaller(door);
  return {
    dir,
    store,
    school,
    otherSchool,
    dashboard,
    options,
    logged,
    now: () => now,
    pass: (ms) => void (now += ms),
    async signIn(role, at = greenfield.id) {
      const link = await createOneTimeLink(store.forSchool(at), accountOf(role, at), options.clock, dashboard.url);
      const caller = createCaller(door);
      const { status } = await caller.post('/api/session/one-time', { token: link.split('/').at(-1) });
      if (status !== 200) throw new Error(`signing in answered ${status}`);
      return caller;
    },
    nobody,
    async close() {
      await dashboard.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
