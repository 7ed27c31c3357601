import type { SchoolStore } from '#store/school-store.ts';
import { loadLists, type LoadedLists } from '../lists.ts';
import { done, type Outcome } from '../outcome.ts';
import type { DataFolder } from '../settings/data-folder.ts';
import { compileMaterials } from './compile-materials.ts';
import { listSecrets } from './list-secrets.ts';

/** The school's lists as they are now, imported ones compiled first where they have changed. `problems` also names sources that could not be read. */
export async function compiledLists(
  school: SchoolStore,
  data: Pick<DataFolder, 'root' | 'materials'>,
  at: number,
  tell?: (line: string) => void,
): Promise<Outcome<LoadedLists>> {
  const secrets = await listSecrets(school);
  if (!secrets.ok) return secrets;
  const { seed } = secrets.value;
  const { phraseLists, ...lists } = await loadLists([data.root]);
  const input = { dataRoot: data.root, folder: data.materials, seed, phraseLists, at };
  const compiled = await compileMaterials(tell === undefined ? input : { ...input, tell });
  if (!compiled.ok) return compiled;
  const { materials, problems } = compiled.value;
  const ofSources = problems.map((problem) => ({ file: 'lists', line: 0, problem }));
  return done({ ...lists, phraseLists: [], materials, problems: [...lists.problems, ...ofSources] });
}
