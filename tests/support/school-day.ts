// One school's whole day in one process: real store, real dashboard, real proxy, real TLS, and a clock that tests can turn.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { startDashboard, type DashboardOptions, type RunningDashboard } from '#dashboard/server/dashboard-server.ts';
import { MaterialFolder } from '#main/materials/material-folder.ts';
import { materialsOf, readMaterialsState } from '#main/materials/materials-state.ts';
import { done } from '#main/outcome.ts';
import { loadLists } from '#main/lists.ts';
import { prepareSchool } from '#main/school/starter-school.ts';
import type { CategoryList, Material } from '#policies/contracts/bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { startProxy, type ProxyOptions, type RunningProxy } from '#proxy/proxy-server.ts';
import { openAuthority, type CertificateAuthority } from '#proxy/tls/authority.ts';
import type { Account, Person, SchoolStore, Store } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { accounts, greenfield, hillside, roster } from './cast.ts';
import { openDashboardClient, type DashboardClient } from './dashboard-client.ts';
import { openOriginSite, type OriginSite } from './origin-site.ts';
import { enrolDevice, type EnrolledDevice } from './enrolled-device.ts';
import { createTestAuthority, type TestAuthority } from './test-authority.ts';

/** Thursday 26 November 2026, 11:15 in London: the middle of period 3 of the starter timetable. */
export const thursdayPeriod3 = Date.parse('2026-11-26T11:15:00Z');

export interface SchoolDay {
  readonly dir: string;
  readonly store: Store;
  readonly school: SchoolStore;
  readonly dashboard: RunningDashboard;
  readonly proxy: RunningProxy;
  readonly authority: CertificateAuthority;
  readonly outside: OriginSite;
  readonly originAuthority: TestAuthority;
  readonly enrolmentKey: string;
  /** The moment that proxy and dashboard believe it is; it runs on from where it was set. */
  now(): number;
  setTime(at: number): void;
  /** A device of the person's, enrolled through the API as the extension would. */
  deviceOf(person: Person, through?: RunningProxy): Promise<EnrolledDevice>;
  /** A second proxy of the school, which starts from what is kept. */
  startAnotherProxy(): Promise<RunningProxy>;
  signIn(account: Account): Promise<DashboardClient>;
  close(): Promise<void>;
}

export interface SchoolDayOptions {
  readonly at?: number;
  readonly addresses?: NonNullable<ProxyOptions['addresses']>;
  readonly extension?: DashboardOptions['extension'];
  readonly webDir?: string;
  /** Where the proxy finds the outside world, instead of `outside`. */
  readonly connectTo?: NonNullable<ProxyOptions['connectTo']>;
  /** `false`: pages are visited by the crawler alone. */
  readonly browser?: false;
  /** Instead of the starter policy with 8B and 8C. */
  readonly policy?: PolicyDocument;
  /** Instead of the starter lists. */
  readonly lists?: readonly CategoryList[];
  /** Keeps what the school's first bundle stands on, in order. */
  readonly materials?: (folder: MaterialFolder, school: SchoolStore) => Promise<Material[]>;
}

const testClasses: PolicyDocument['groups'] = [
  { id: '8b', name: '8B', kind: 'class', parent: 'year-8' },
  { id: '8c', name: '8C', kind: 'class', parent: 'year-8' },
];

export async function openSchoolDay(options: SchoolDayOptions = {}): Promise<SchoolDay> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-day-'));
  let offset = (options.at ?? thursdayPeriod3) - Date.now();
  const clock = (): number => Date.now() + offset;
  const log = pino({ level: 'silent' });
  const store = await openSqlite(join(dir, 'schoolgate.sqlite'));
  const starter = await loadLists([]);
  const lists = options.lists ? { ...starter, lists: [...options.lists] } : starter;
  const policy = options.policy ?? { ...starterPolicy, groups: [...starterPolicy.groups, ...testClasses] };
  const materials = new MaterialFolder(join(dir, 'materials'));
  const withMaterials = async (school: SchoolStore) => ({ ...lists, materials: (await options.materials?.(materials, school)) ?? [] });
  const prepared = await prepareSchool(store, greenfield, policy, async (of) => done(await withMaterials(of)), clock());
  if (!prepared.ok) throw new Error(prepared.problem);
  const { school, enrolmentKey, bundleKey } = prepared.value;
  await store.createSchool(hillside);
  await school.people.save(roster);
  for (const account of accounts) await store.forSchool(account.school).accounts.save(account);

  const originAuthority = await createTestAuthority();
  const outside = await openOriginSite(originAuthority);
  const authority = await openAuthority(join(dir, 'ca'));
  const dashboard = await startDashboard({
    host: '127.0.0.1',
    port: 0,
    tls: null,
    publicUrl: null,
    store,
    clock,
    webDir: options.webDir ?? join(import.meta.dirname, '../../dist/web'),
    extension: options.extension ?? null,
    proxyAddress: '127.0.0.1:1',
    lists: async () => ({ ...lists, materials: materialsOf(await readMaterialsState(materials.path)) }),
    materials: materials.asMaterials(),
    log,
  });
  const proxyOptions: ProxyOptions = {
    // Where no extension runs, none is heard of while a test lets hours pass.
    ...(options.extension === undefined && { holdSilentAfter: null }),
    host: '127.0.0.1',
    port: 0,
    authority,
    school,
    clock,
    cacheDir: join(dir, 'cache'),
    materials: (material) => materials.read(material),
    dashboardUrl: dashboard.url,
    bundleKey,
    id: 'proxy-1',
    log,
    extraRoots: [originAuthority.root],
    connectTo: options.connectTo ?? outside.connectTo,
    ...(options.addresses ? { addresses: options.addresses } : {}),
    ...(options.browser === false ? { browser: false } : {}),
  };
  const proxy = await startProxy(proxyOptions);
  const clients: { close(): Promise<void> }[] = [];
  return {
    dir,
    store,
    school,
    dashboard,
    proxy,
    authority,
    outside,
    originAuthority,
    enrolmentKey,
    now: clock,
    setTime: (at) => void (offset = at - Date.now()),
    async deviceOf(person, through = proxy) {
      const device = await enrolDevice({
        dashboardUrl: dashboard.url,
        enrolmentKey,
        login: person.login,
        proxyPort: through.port,
        authority: authority.certificatePem,
      });
      clients.push(device);
      return device;
    },
    startAnotherProxy: () => startProxy({ ...proxyOptions, id: 'proxy-2', cacheDir: join(dir, 'cache-2') }),
    async signIn(account) {
      const link = await createOneTimeLink(store.forSchool(account.school), account, clock, dashboard.url);
      return openDashboardClient(dashboard.url, link);
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await proxy.close();
      await dashboard.close();
      await outside.switchOff();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
