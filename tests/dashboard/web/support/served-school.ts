// A school as a browser meets it: the real dashboard server on a real SQLite store, serving the web app as it is built now.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { build } from 'vite';
import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { startDashboard } from '#dashboard/server/dashboard-server.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { demoPolicy } from '#main/demo/demo-policy.ts';
import { seedDemo } from '#main/demo/demo-school.ts';
import { loadLists } from '#main/lists.ts';
import type { Role } from '#policies/model/actor.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { Account, SchoolStore, Store } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { accounts as cast, greenfield, roster } from '#tests/support/cast.ts';

/** Thursday 26 November 2026, 11:20 in London, in the middle of period 3 of the starter timetable. */
export const thursday = Date.parse('2026-11-26T11:20:00Z');

const classes = [
  { id: '8b', name: '8B', kind: 'class' as const, parent: 'year-8' },
  { id: '8c', name: '8C', kind: 'class' as const, parent: 'year-8' },
];

const also = (id: string, role: Role, name: string): Account => ({
  id,
  school: greenfield.id,
  email: `${id}@greenfield.test`,
  name,
  role,
  person: null,
  passwordHash: null,
  disabled: false,
});
/** The cast, and the two roles that nobody in it has. */
const greenfieldAccounts = [
  ...cast.filter((account) => account.school === greenfield.id),
  also('bello', 'head', 'Grace Bello'),
  also('council', 'authority', 'Lee Council'),
];

export interface ServedSchool {
  readonly url: string;
  readonly store: Store;
  readonly school: SchoolStore;
  /** The server's clock, epoch milliseconds. */
  now(): number;
  /** Moves the server's clock on. */
  later(milliseconds: number): void;
  /** Somebody of that role. */
  account(role: Role): Account;
  /** A one-time link for that somebody. */
  linkFor(role: Role): Promise<string>;
  close(): Promise<void>;
}

/** `cast`: Greenfield with the fixed cast and nothing that happened yet. `demo`: the demo school, with a fortnight behind it. */
export async function serveSchool(filled: 'cast' | 'demo' = 'cast'): Promise<ServedSchool> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-web-'));
  const webDir = join(dir, 'web');
  await build({
    configFile: join(import.meta.dirname, '../../../../vite.config.ts'),
    logLevel: 'error',
    build: { outDir: webDir, emptyOutDir: true },
  });
  let ahead = thursday - Date.now();
  const clock = (): number => Date.now() + ahead;
  const lists = await loadLists([]);
  const store = await openSqlite(join(dir, 'schoolgate.sqlite'));
  await store.createSchool(greenfield);
  const school = store.forSchool(greenfield.id);
  const policy = filled === 'demo' ? demoPolicy(starterPolicy) : { ...starterPolicy, groups: [...starterPolicy.groups, ...classes] };
  const published = await publishPolicy(school, lists, policy, 0, 'system', clock());
  if (!published.ok) throw new Error('The starter policy cannot be published.');
  const accounts = filled === 'demo' ? await seedDemo({ school, lists, now: clock() }) : await castOf(school);
  const dashboard = await startDashboard({
    host: '127.0.0.1',
    port: 0,
    tls: null,
    publicUrl: null,
    store,
    clock,
    webDir,
    extension: null,
    proxyAddress: '127.0.0.1:1',
    lists: () => Promise.resolve(lists),
    log: pino({ level: 'silent' }),
  });
  const account = (role: Role): Account => {
    const found = accounts.find((one) => one.role === role);
    if (!found) throw new Error(`Nobody at the school is ${role}.`);
    return found;
  };
  return {
    url: dashboard.url,
    store,
    school,
    now: clock,
    later: (milliseconds) => void (ahead += milliseconds),
    account,
    linkFor: (role) => createOneTimeLink(school, account(role), clock, dashboard.url),
    async close() {
      await dashboard.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function castOf(school: SchoolStore): Promise<readonly Account[]> {
  await school.people.save(roster);
  for (const account of greenfieldAccounts) await school.accounts.save(account);
  return greenfieldAccounts;
}
