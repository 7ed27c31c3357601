import type { Store } from '../school-store.ts';
import { rowGuard } from './row-guard.ts';
import type { OnBadRow } from './row-guard.ts';
import { sqlStore } from './sql-store.ts';
import { openSqliteDatabase } from './sqlite/sqlite-database.ts';

/**
 * Opens the SQLite database in `file`; makes the folder and the file where they are missing and brings an older one to
 * this version. Several processes may have it open at once. Rejects with a `StoreProblem` when that cannot be done.
 */
export async function openSqlite(file: string, options: { onBadRow?: OnBadRow } = {}): Promise<Store> {
  const database = await openSqliteDatabase(file);
  return sqlStore(database, rowGuard(options.onBadRow ?? (() => undefined)));
}
