import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { SqlDatabase } from '../database.ts';
import { migrate } from '../migrations.ts';
import type { SchoolTables } from '../schema.ts';
import { repeated, sqliteDialect } from './sqlite-dialect.ts';
import { notOurs, storeProblem } from './sqlite-problem.ts';
import { startSqliteThread } from './sqlite-thread.ts';
import { sqliteWords } from './sqlite-words.ts';

/** Stands in the file's header (https://www.sqlite.org/fileformat.html, offset 68): 'SGAT'. */
const applicationId = 0x53_47_41_54;

/** Opens, and where needed creates and migrates, the database in a file. Rejects with a `StoreProblem`. */
export async function openSqliteDatabase(file: string): Promise<SqlDatabase> {
  await ownFile(file);
  const writer = await startSqliteThread({ file, role: 'writer' });
  const write = new Kysely<SchoolTables>({ dialect: sqliteDialect(writer, 'begin immediate') });
  try {
    await write.transaction().execute((tx) => claim(tx, file));
    await migrate(write, sqliteWords, file);
    const reader = await startSqliteThread({ file, role: 'reader' });
    return {
      read: new Kysely<SchoolTables>({ dialect: sqliteDialect(reader, 'begin') }),
      write,
      async repeat(query, rows) {
        await write.executeQuery(repeated(query.sql, rows, query.parameters.slice(rows[0]?.length ?? 0)));
      },
      // The writer last: whoever closes last folds the log into the file.
      async close() {
        await reader.close();
        await writer.close();
      },
    };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** Only this user may read the file: it holds secrets and who visited what. SQLite gives its log files the same mode. */
async function ownFile(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    await handle.close();
    await chmod(file, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') throw storeProblem(file, error.code, error.message);
    throw error;
  }
}

/** An empty file becomes ours; another program's database is left alone. */
async function claim(db: Kysely<SchoolTables>, file: string): Promise<void> {
  const { rows: ids } = await sql<{ application_id: number }>`pragma application_id`.execute(db);
  if (ids[0]?.application_id === applicationId) return;
  const { rows: tables } = await sql`select name from sqlite_schema limit 1`.execute(db);
  if (tables.length > 0 || ids[0]?.application_id !== 0) throw notOurs(file);
  await sql`pragma application_id = ${sql.lit(applicationId)}`.execute(db);
}
