import type { Logger } from 'pino';
import type { CategoryList, Material } from '#policies/contracts/bundle.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import type { Store } from '#store/school-store.ts';
import type { MailOptions } from './letters/mail-server.ts';

/** Every list that bundles are compiled with. */
export interface Lists {
  readonly lists: CategoryList[];
  readonly phraseLists: PhraseList[];
  /** What imported and mandatory lists were compiled to, in the order in which they apply. */
  readonly materials?: readonly Material[];
}

/** Where materials are. */
export interface Materials {
  /** The bytes, their SHA-256 checked; `null` when they cannot be had. */
  bytesOf(material: Material): Promise<Uint8Array | null>;
  /** The file that they are in, for sending it as it is. */
  fileOf(material: Material): string;
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
  /** Without it no bundle that stands on materials can be used here. */
  readonly materials?: Materials;
  /** Without it letters wait. */
  readonly mail?: MailOptions | null;
  readonly log: Logger;
}
