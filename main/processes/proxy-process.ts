// Composition root of the proxy's process. It alone opens the certificate authority for traffic.
import type { ProxyOptions } from '#proxy/proxy-server.ts';
import { startProxy } from '#proxy/proxy-server.ts';
import { openAuthority } from '#proxy/tls/authority.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { MaterialFolder } from '../materials/material-folder.ts';
import { runAsChild } from './child.ts';
import { operatorsLog } from './operators-log.ts';

export interface ProxyParameters extends Pick<
  ProxyOptions,
  | 'host'
  | 'port'
  | 'cacheDir'
  | 'dashboardUrl'
  | 'bundleKey'
  | 'id'
  | 'privateNetworks'
  | 'holdSilentAfter'
  | 'revocationLists'
  | 'proposalsFile'
> {
  readonly database: string;
  readonly school: string;
  readonly authority: string;
  /** The folder that compiled lists are in. */
  readonly materialsFolder: string;
  readonly logLevel: string;
  /** PEM texts. */
  readonly extraRoots: string[];
  /** `name:port` → `host:port` that is connected to instead. */
  readonly connectTo: Readonly<Record<string, string>>;
  readonly addresses: NonNullable<ProxyOptions['addresses']>;
}

/** Milliseconds; less than the supervisor's patience, so that every event is saved before the end. */
const closeTimeout = 1_500;

runAsChild(async (parameters: ProxyParameters) => {
  const { database, school, authority, materialsFolder, logLevel, connectTo, ...options } = parameters;
  const log = operatorsLog('proxy', logLevel);
  const store = await openSqlite(database);
  const materials = new MaterialFolder(materialsFolder);
  const proxy = await startProxy({
    ...options,
    authority: await openAuthority(authority),
    school: store.forSchool(school),
    clock: Date.now,
    materials: (material) => materials.read(material),
    connectTo: (host, port) => splitAuthority(connectTo[`${host}:${port}`]),
    limits: { closeTimeout },
    log,
  });
  return {
    async close() {
      await proxy.close();
      await store.close();
    },
  };
});

function splitAuthority(authority: string | undefined): { host: string; port: number } | null {
  if (authority === undefined) return null;
  const colon = authority.lastIndexOf(':');
  return { host: authority.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(authority.slice(colon + 1)) };
}
