// What every route may use. Made once when the dashboard starts; nothing else here keeps state.
import type { Logger } from 'pino';
import type { Store } from '#store/school-store.ts';
import { createSightings, type Sightings } from '#store/sightings.ts';
import { createViewings, type Viewings } from './audit/viewings.ts';
import type { DashboardOptions, ExtensionPackage, Lists, Materials } from './dashboard-options.ts';
import { mailServer, type MailServer } from './letters/mail-server.ts';
import { createDailyShare, type DailyShare } from './devices/daily-share.ts';
import { createInTurn, type InTurn } from './in-turn.ts';
import { createBundleShelf, type BundleShelf } from './policy/bundle-shelf.ts';
import { createBundleWatch, type BundleWatch } from './policy/bundle-watch.ts';
import { createBoundedWork, type BoundedWork } from './sign-in/bounded-work.ts';
import { createLockOut, type LockOut } from './sign-in/lock-out.ts';

export interface Services {
  readonly store: Store;
  readonly clock: () => number;
  readonly log: Logger;
  readonly webDir: string;
  readonly extension: ExtensionPackage | null;
  readonly proxyAddress: string;
  readonly lists: () => Promise<Lists>;
  readonly materials: Materials | null;
  /** Where browsers reach the dashboard; known once it listens. */
  readonly publicUrl: () => string;
  /** Browsers reach the dashboard over TLS. */
  readonly secure: boolean;
  readonly bundles: BundleShelf;
  readonly watch: BundleWatch;
  /** Which extensions were heard. */
  readonly sightings: Sightings;
  /** When this process began to hear devices, epoch milliseconds. */
  readonly listensSince: number;
  readonly viewings: Viewings;
  readonly lockOut: LockOut;
  readonly hashing: BoundedWork;
  readonly inTurn: InTurn;
  /** Reports without a name that one device may send: the way to the lead is everybody's, and must not be filled by one. */
  readonly unnamedReports: DailyShare;
  /** `null`: none is set, and letters wait. */
  readonly mail: MailServer | null;
}

const hashesAtOnce = 2;
const hashesWaiting = 40;
const unnamedReportsADay = 5;

export function createServices(options: DashboardOptions, publicUrl: () => string): Services {
  return {
    store: options.store,
    clock: options.clock,
    log: options.log,
    webDir: options.webDir,
    extension: options.extension,
    proxyAddress: options.proxyAddress,
    lists: options.lists,
    materials: options.materials ?? null,
    publicUrl,
    secure: options.tls !== null || (options.publicUrl?.startsWith('https://') ?? false),
    bundles: createBundleShelf(options.materials ?? null),
    watch: createBundleWatch(options.log),
    sightings: createSightings('heard', () => options.log.warn('the store did not take which devices were heard; it is asked again')),
    listensSince: options.clock(),
    viewings: createViewings(),
    lockOut: createLockOut(),
    hashing: createBoundedWork(hashesAtOnce, hashesWaiting),
    inTurn: createInTurn(),
    unnamedReports: createDailyShare(unnamedReportsADay),
    mail: options.mail ? mailServer(options.mail) : null,
  };
}
