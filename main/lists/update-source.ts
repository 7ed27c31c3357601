// One configured source, brought up to date. A failure leaves the version in force and is remembered as one sentence.
import { join } from 'node:path';
import type { IntakeOptions } from '#policies/lists/list-intake.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { bringVersion, type Brought } from './bring-version.ts';
import { fetchList, type Fetched } from './fetch-list.ts';
import type { ConfiguredSource } from './lists-file.ts';
import { safeFileName, sourcesFolder } from './source-folder.ts';
import { usualLimits } from './source-limits.ts';
import { whileLocked } from './source-lock.ts';
import { newState, readState, writeState, type SourceState } from './source-state.ts';

export interface Update {
  readonly dataRoot: string;
  readonly id: string;
  readonly source: ConfiguredSource;
  readonly options: IntakeOptions;
  readonly extraRoots: readonly string[];
  /** Milliseconds for fetching. */
  readonly patience: number;
  readonly at: number;
}

/** Two updates of one source never run together: the second says so. */
export function updateSource(update: Update): Promise<Outcome<Brought>> {
  const folder = join(sourcesFolder(update.dataRoot), update.id);
  return whileLocked(folder, async () => {
    const before = (await readState(folder)) ?? newState(update.options.name);
    const brought = await fetchAndBring(update, before);
    if (!brought.ok) {
      const last = { at: update.at, outcome: 'failed' as const, problem: brought.problem };
      // A disk that is full cannot take this note either; the sentence is told in any case.
      await writeState(folder, { ...before, last }).catch(() => undefined);
    }
    return brought;
  });
}

async function fetchAndBring(update: Update, before: SourceState): Promise<Outcome<Brought>> {
  const { dataRoot, id, source, options, extraRoots, patience, at } = update;
  const { url } = source;
  if (url === undefined) return failed('lists.yaml gives no url for it.');
  const known = before.held ?? before.current;
  const packed = source.maxMegabytes === undefined ? usualLimits.packed : source.maxMegabytes * 2 ** 20;
  let fetched: Fetched | 'unchanged' = 'unchanged';
  const bringing = {
    dataRoot,
    id,
    fileName: safeFileName(new URL(url).pathname.split('/').at(-1) ?? ''),
    options,
    limits: { ...usualLimits, packed },
    sha256: source.sha256 ?? null,
    byPerson: false,
    at,
    fresh: () => (fetched === 'unchanged' ? { etag: null, lastModified: null } : fetched),
  };
  const brought = await bringVersion(bringing, async (push) => {
    const asked = { url, etag: known?.etag ?? null, lastModified: known?.lastModified ?? null, most: packed, patience, extraRoots };
    const outcome = await fetchList(asked, push);
    if (!outcome.ok) return outcome;
    fetched = outcome.value;
    return fetched === 'unchanged' ? done('unchanged') : done('written');
  });
  return brought;
}
