// Every source in force, into one sink: what the category table is compiled from.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import type { Corrections } from '#policies/lists/corrections.ts';
import type { ListSink } from '#policies/lists/list-sink.ts';
import type { SourceReport } from '#policies/lists/source-report.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { ListsFile } from './lists-file.ts';
import { readSource } from './read-source.ts';
import { sourceIds, sourcesFolder, versionPath } from './source-folder.ts';
import { intakeOptions } from './source-settings.ts';
import { readState, type SourceState } from './source-state.ts';

export interface SourceRead {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the version that was read. */
  readonly sha256: string;
  readonly report: Outcome<SourceReport>;
}

export interface Reading {
  readonly dataRoot: string;
  readonly file: ListsFile;
  readonly corrections: Corrections;
  /** Takes the phrase lists of the sources. */
  readonly phrases?: (list: PhraseList) => void;
}

/** In the order of their ids, so that the same sources give the same table. A source that cannot be read is told and left out. */
export async function readSources({ dataRoot, file, corrections, phrases }: Reading, sink: ListSink): Promise<SourceRead[]> {
  const read: SourceRead[] = [];
  for (const id of await sourceIds(dataRoot)) {
    const folder = join(sourcesFolder(dataRoot), id);
    const state = await currentState(folder);
    if (!state?.current) continue;
    const options = intakeOptions(id, file, state, corrections);
    const withPhrases = phrases === undefined ? options : { ...options, phrases };
    const report = await readSource(versionPath(folder, state.current), withPhrases, sink);
    const told = report.ok ? report : failed(`${options.name}: ${report.problem}`);
    read.push({ id, name: options.name, sha256: state.current.sha256, report: told });
  }
  return read;
}

/** A version may be replaced between reading its name and opening it; the state then names the new one. */
async function currentState(folder: string): Promise<SourceState | null> {
  for (let again = 0; ; again++) {
    const state = await readState(folder);
    if (!state?.current || again === 3 || existsSync(versionPath(folder, state.current))) return state;
  }
}
