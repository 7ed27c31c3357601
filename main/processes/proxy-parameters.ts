// What the proxy's process is told at its start, and the options that become of it.
import { openAuthority } from '#proxy/tls/authority.ts';
import type { ProxyOptions } from '#proxy/proxy-server.ts';
import type { Store } from '#store/school-store.ts';
import { MaterialFolder } from '../materials/material-folder.ts';
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
  | 'browser'
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

/** @param store where the school is kept; the caller closes it */
export async function proxyOptions(parameters: ProxyParameters, store: Store): Promise<ProxyOptions> {
  const { database: _, school, authority, materialsFolder, logLevel, connectTo, ...options } = parameters;
  const materials = new MaterialFolder(materialsFolder);
  return {
    ...options,
    authority: await openAuthority(authority),
    school: store.forSchool(school),
    clock: Date.now,
    materials: (material) => materials.read(material),
    connectTo: (host, port) => splitAuthority(connectTo[`${host}:${port}`]),
    limits: { closeTimeout },
    log: operatorsLog('proxy', logLevel),
  };
}

function splitAuthority(authority: string | undefined): { host: string; port: number } | null {
  if (authority === undefined) return null;
  const colon = authority.lastIndexOf(':');
  return { host: authority.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(authority.slice(colon + 1)) };
}
