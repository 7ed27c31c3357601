import type { Logger } from 'pino';
import type { CategoryList, PhraseList } from '#policies/contracts/bundle.ts';
import type { Store } from '#store/school-store.ts';

/** Every list that bundles are compiled with. */
export interface Lists {
  readonly lists: CategoryList[];
  readonly phraseLists: PhraseList[];
}

/** The packed extension that managed browsers install from here. */
export interface ExtensionPackage {
  readonly id: string;
  readonly version: string;
  readonly crxFile: string;
}

export interface DashboardOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM. Without it the dashboard speaks plain HTTP, which is for loopback only. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
  /** Where browsers reach the dashboard, without a slash at the end; by default made from host and port. */
  readonly publicUrl: string | null;
  readonly store: Store;
  readonly clock: () => number;
  /** Folder of the built web app. */
  readonly webDir: string;
  readonly extension: ExtensionPackage | null;
  /** `host:port` that the PAC file sends browsers to. */
  readonly proxyAddress: string;
  readonly lists: () => Promise<Lists>;
  readonly log: Logger;
}
