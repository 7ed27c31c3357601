import type { Logger } from 'pino';
import type { HoldingsSource } from '#policies/bundle/holdings-shelf.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { Limits } from './client/limits.ts';
import type { AddressEntry } from './identity/address-ranges.ts';
import type { CertificateAuthority } from './tls/authority.ts';
import type { Siblings } from './workers/siblings.ts';

export interface ProxyOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly authority: CertificateAuthority;
  readonly school: SchoolStore;
  /** Epoch milliseconds: judging, records and caching. Certificates use the real clock. */
  readonly clock: () => number;
  readonly cacheDir: string;
  /** Most bytes that the cache keeps; default 2 GiB. */
  readonly cacheBytes?: number;
  /** For the links on block pages, and a place that the proxy may connect to although it lies in the school's own network. */
  readonly dashboardUrl: string;
  /** Base64 SPKI of the Ed25519 key that signs bundles. */
  readonly bundleKey: string;
  /** The bytes of what a bundle stands on, their SHA-256 checked; `null` when they cannot be had. Without it such bundles are refused. */
  readonly materials?: HoldingsSource['bytesOf'];
  /** This proxy in access events and to extensions. */
  readonly id: string;
  readonly log: Logger;
  /** PEM certificates that origins may come from besides the machine's own. */
  readonly extraRoots?: readonly string[];
  /** Files, or folders of files, with lists of withdrawn certificates (CRL, PEM or DER); read again every hour. */
  readonly revocationLists?: readonly string[];
  /** Hosts override: where to connect instead, or `null`. Exempt from the rules about private addresses. */
  readonly connectTo?: (host: string, port: number) => { host: string; port: number } | null;
  /** Milliseconds after which a device whose extension is silent is held at a page that says so; by default when its pass must have ended. `null`: never. */
  readonly holdSilentAfter?: number | null;
  /** Who is behind an address without credentials; the narrowest range counts. */
  readonly addresses?: readonly AddressEntry[];
  /** Whether clients may reach private networks (a school's intranet); default no. */
  readonly privateNetworks?: boolean;
  /** How often to look for a newer policy, milliseconds; default 400. */
  readonly pollMs?: number;
  /** Where it is kept which sites' programs refuse our certificates, for a technician to see; without it only while the proxy runs. */
  readonly proposalsFile?: string;
  /** Path of the Chromium that visits pages for lessons; by default it is looked for in the usual places, with `false` there is none. */
  readonly browser?: string | false | null;
  readonly limits?: Partial<Limits>;
  /** Other workers that listen on the same port; without them this proxy is alone. */
  readonly siblings?: Siblings;
}
