import type { SchoolStore } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { failed, type Outcome } from '../outcome.ts';
import { openDataFolder, type DataFolder } from '../settings/data-folder.ts';
import { dataPath, type Flags } from './flags.ts';

/** Does something with the school of a data folder; a server that is running on it sees the change. */
export async function withSchool<T>(
  flags: Flags,
  work: (school: SchoolStore, data: DataFolder) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const data = openDataFolder(dataPath(flags));
  if (!data.ok) return data;
  const store = await openSqlite(data.value.database);
  try {
    const [school] = await store.schools();
    if (!school) return failed(`There is no school in ${data.value.root} yet: run "npm start" once.`);
    return await work(store.forSchool(school.id), data.value);
  } finally {
    await store.close();
  }
}
