import { join } from 'node:path';
import { done, failed, type Outcome } from '../outcome.ts';
import { removeOthers, sourcesFolder } from './source-folder.ts';
import { whileLocked } from './source-lock.ts';
import { readState, writeState, type SourceVersion } from './source-state.ts';

/** Puts the version that was held in force: somebody looked at it. */
export async function acceptHeld(dataRoot: string, id: string, at: number): Promise<Outcome<SourceVersion>> {
  const folder = join(sourcesFolder(dataRoot), id);
  if ((await readState(folder)) === null) return failed(`There is no source "${id}"; "lists status" names those that there are.`);
  return whileLocked(folder, () => accept(folder, id, at));
}

async function accept(folder: string, id: string, at: number): Promise<Outcome<SourceVersion>> {
  const state = await readState(folder);
  if (state === null) return failed(`There is no source "${id}" any more.`);
  if (state.held === null) return failed(`Nothing of "${id}" is held.`);
  const { why: _why, ...current } = state.held;
  const accepted = { ...state, current: { ...current, takenAt: at }, held: null, last: { at, outcome: 'taken' as const, problem: null } };
  await writeState(folder, accepted);
  await removeOthers(folder, accepted);
  return done(accepted.current);
}
