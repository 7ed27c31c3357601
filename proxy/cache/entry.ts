// One stored response while the proxy runs: what is known about it, and where its body is.
import type { Recording } from './recording.ts';
import type { StoredResponse } from './stored-response.ts';

/** A body still on its way from the origin, or complete in a file. */
export type EntryBody = { readonly kind: 'arriving'; readonly recording: Recording } | StoredBody;

export interface StoredBody {
  readonly kind: 'stored';
  /** SHA-256 of the body: the name of its file. */
  readonly digest: string;
  readonly length: number;
  readonly checksums: readonly number[];
}

export interface Entry {
  /** Replaced when it is freshened. */
  response: StoredResponse;
  body: EntryBody;
  /** Dropped or invalidated: an arriving body must not become stored any more. */
  gone: boolean;
  /** Resolves when an arriving body is stored or given up. */
  readonly settled: Promise<void>;
}

/** Bytes, or `null` while nobody knows. */
export function bodyLength({ body }: Entry): number | null {
  return body.kind === 'stored' ? body.length : body.recording.length;
}

/** What a file counts for against the size limit beside its bytes: the rest of its last block, and its place in the folder. */
export const fileOverhead = 4096;
