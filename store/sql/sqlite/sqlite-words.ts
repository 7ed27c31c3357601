import { sql } from 'kysely';
import type { DialectWords } from '../dialect-words.ts';

/** How SQLite says what the migrations need. */
export const sqliteWords: DialectWords = {
  rowNumber: (column) => column.primaryKey().autoIncrement(),
  async forbid(db, act, table) {
    const name = sql.id(`${table}_no_${act}`);
    const message = sql.lit(`${table} is append-only`);
    await sql`create trigger ${name} before ${sql.raw(act)} on ${sql.id(table)} begin select raise(abort, ${message}); end`.execute(db);
  },
};
