// The two child processes: what each may do, and what each is told.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCacheOf } from '../processes/compile-caches.ts';
import { dashboardPermissions } from '../processes/dashboard-permissions.ts';
import type { DashboardParameters } from '../processes/dashboard-process.ts';
import { keepRunning, type KeptProcess } from '../processes/keep-running.ts';
import type { PooledProxyParameters } from '../processes/pooled-proxy-process.ts';
import type { DataFolder } from '../settings/data-folder.ts';
import type { PublicAddresses } from '../settings/public-addresses.ts';
import { workersOf } from '../settings/proxy-workers.ts';
import type { Settings } from '../settings/settings.ts';
import type { Part } from './locks.ts';
import type { Prepared } from './prepare.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Makes the process of a part; it loads its code and waits for its parameters. */
export function launchPart(part: Part, { data, settings, tell }: LaunchInput): KeptProcess {
  const cache = compileCacheOf(part);
  return keepRunning({
    name: `The ${part}`,
    module: pathOf(`../processes/${moduleOf(part, settings)}.ts`),
    args: part === 'proxy' ? [String(workersOf(settings))] : [],
    execArgv: part === 'dashboard' ? dashboardPermissions(data, cache) : [],
    env: {
      // Names that are being looked up hold a thread each (at most half of these), and files and compression need some too.
      UV_THREADPOOL_SIZE: '64',
      ...process.env,
      ...(cache === null ? {} : { NODE_COMPILE_CACHE: cache }),
    },
    tell,
  });
}

interface LaunchInput {
  readonly data: DataFolder;
  readonly settings: Settings;
  readonly tell: (line: string) => void;
}

/** One worker needs no threads, and nobody between it and the store. */
function moduleOf(part: Part, settings: Settings): string {
  return part === 'proxy' && workersOf(settings) > 1 ? 'pooled-proxy-process' : `${part}-process`;
}

export interface PartInput {
  readonly data: DataFolder;
  readonly settings: Settings;
  readonly ports: Readonly<Record<Part, number>>;
  readonly addresses: PublicAddresses;
  readonly extraRoots: string[];
  readonly mail: DashboardParameters['mail'];
  readonly prepared: Prepared;
  readonly demo: boolean;
}

/** What a part is told at every start. */
export function parametersOf(part: Part, input: PartInput): PooledProxyParameters | DashboardParameters {
  return part === 'proxy' ? proxyParameters(input) : dashboardParameters(input);
}

function proxyParameters({ data, settings, ports, addresses, extraRoots, prepared }: PartInput): PooledProxyParameters {
  return {
    workers: workersOf(settings),
    host: settings.host,
    port: ports.proxy,
    database: data.database,
    school: prepared.school.id,
    authority: data.authority,
    materialsFolder: data.materials,
    cacheDir: data.cache,
    dashboardUrl: addresses.dashboardUrl,
    bundleKey: prepared.bundleKey,
    id: 'proxy-1',
    logLevel: settings.log.level,
    extraRoots,
    proposalsFile: data.proposals,
    revocationLists: settings.proxy.revocationLists.map((place) => resolve(data.root, place)),
    privateNetworks: settings.proxy.privateNetworks,
    holdSilentAfter: settings.proxy.holdStaleDevices === null ? null : settings.proxy.holdStaleDevices * 60_000,
    browser: settings.proxy.browser,
    connectTo: settings.proxy.connectTo,
    addresses: settings.addresses.map(({ cidr, name, group, person, guests }) => ({
      cidr,
      name,
      ...(group === undefined ? {} : { group }),
      ...(person === undefined ? {} : { person }),
      ...(guests === undefined ? {} : { guests }),
    })),
  };
}

function dashboardParameters({ data, settings, ports, addresses, mail, prepared, demo }: PartInput): DashboardParameters {
  return {
    host: settings.host,
    port: ports.dashboard,
    tls: addresses.https ? prepared.authority.leaf(addresses.certificateNames) : null,
    publicUrl: addresses.dashboardUrl,
    webDir: pathOf('../../dist/web'),
    extension: prepared.extension,
    proxyAddress: addresses.proxyAddress,
    mail: mail ?? null,
    database: data.database,
    listsFolder: data.root,
    materialsFolder: data.materials,
    demoSchool: demo ? prepared.school.id : null,
    logLevel: settings.log.level,
  };
}
