// Greenfield as a browser meets it: the real dashboard server on a real SQLite store, serving the web app as it is built now.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { build } from 'vite';
import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { startDashboard, type RunningDashboard } from '#dashboard/server/dashboard-server.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { loadLists } from '#main/lists.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { Account, SchoolStore, Store } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { accounts, greenfield, hillside, roster } from '#tests/support/cast.ts';

/** Thursday 26 November 2026, 11:05 in London. */
export const thursday = Date.parse('2026-11-26T11:05:00Z');

const classes = [
  { id: '8b', name: '8B', kind: 'class' as const, parent: 'year-8' },
  { id: '8c', name: '8C', kind: 'class' as const, parent: 'year-8' },
];

const also = (id: string, role: Account['role'], name: string): Account => ({ id, school: greenfield.id, email: `${id}@greenfield.test`, name, role, person: null, passwordHash: null, disabled: false });
export const head = also('bello', 'head', 'Grace Bello');
export const authority = also('authority', 'authority', 'Lee Authority');

export interface ServedSchool {
  readonly url: string;
  readonly store: Store;
  readonly school: SchoolStore;
  readonly dashboard: RunningDashboard;
  now(): number;
  linkFor(account: Account): Promise<string>;
  close(): Promise<void>;
}

/** The clock runs on from `thursday`. */
export async function serveSchool(): Promise<ServedSchool> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-web-'));
  const webDir = join(dir, 'web');
  await build({ configFile: join(import.meta.dirname, '../../../../vite.config.ts'), logLevel: 'error', build: { outDir: webDir, emptyOutDir: true } });
  const ahead = thursday - Date.now();
  const clock = (): number => Date.now() + ahead;
  const store = await openSqlite(join(dir, 'schoolgate.sqlite'));
  const lists = await loadLists([]);
  await store.createSchool(greenfield);
  const school = store.forSchool(greenfield.id);
  const published = await publishPolicy(school, lists, { ...starterPolicy, groups: [...starterPolicy.groups, ...classes] }, 0, 'system', clock());
  if (!published.ok) throw new Error('The starter policy cannot be published.');
  await store.createSchool(hillside);
  await school.people.save(roster);
  for (const account of [...accounts, head, authority]) await store.forSchool(account.school).accounts.save(account);
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
  return {
    url: dashboard.url,
    store,
    school,
    dashboard,
    now: clock,
    linkFor: (account) => createOneTimeLink(store.forSchool(account.school), account, clock, dashboard.url),
    async close() {
      await dashboard.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
