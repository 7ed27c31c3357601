import { loadLists, type LoadedLists } from '../lists.ts';
import { materialsOf, readMaterialsState } from './materials-state.ts';

/** The school's small lists as they are now, with what its imported and mandatory lists were compiled to last. */
export async function schoolLists(dataRoot: string, materials: string): Promise<LoadedLists> {
  const [lists, state] = await Promise.all([loadLists([dataRoot]), readMaterialsState(materials)]);
  const phrases = state.imported.some(({ kind }) => kind === 'phrases');
  return { ...lists, phraseLists: phrases ? [] : lists.phraseLists, materials: materialsOf(state) };
}
