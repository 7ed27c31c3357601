import { join } from 'node:path';
import type { Corrections } from '#policies/lists/corrections.ts';
import { loadLists } from '../lists.ts';
import { done, type Outcome } from '../outcome.ts';
import { correctionsInForce } from './corrections-in-force.ts';
import { readListsFile, type ListsFile } from './lists-file.ts';

/** What sources are read with. */
export interface ListsSetup {
  readonly file: ListsFile;
  readonly corrections: Corrections;
}

/** @param dataRoot the data folder; `lists.yaml` need not be there. Fails with what is wrong in that file. */
export async function listsSetup(dataRoot: string): Promise<Outcome<ListsSetup>> {
  const file = await readListsFile(join(dataRoot, 'lists.yaml'));
  if (!file.ok) return file;
  const shipped = await loadLists([]);
  return done({ file: file.value, corrections: await correctionsInForce(shipped.lists, file.value.corrections) });
}
