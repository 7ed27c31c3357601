// Kysely's SQLite dialect over our threads. What differs from Kysely's own: the driver, and migrations in one transaction.
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import type { Plain } from '../database.ts';
import type { SqliteThread } from './sqlite-thread.ts';

/** Rows for one statement, in place of its parameters: how `repeat` passes through Kysely's one-at-a-time connection. */
class Rows {
  readonly json: string;
  readonly fixed: readonly unknown[];

  constructor(rows: readonly (readonly Plain[])[], fixed: readonly unknown[]) {
    this.json = JSON.stringify(rows);
    this.fixed = fixed;
  }
}

/** The query that runs `sql` once for each row, in a transaction of its own. @param fixed parameters behind those of a row */
export function repeated(sql: string, rows: readonly (readonly Plain[])[], fixed: readonly unknown[]): CompiledQuery {
  return CompiledQuery.raw(sql, [new Rows(rows, fixed)]);
}

/** `begin`: a writer takes the write lock at once, so that two processes can never both read first and then collide. */
export function sqliteDialect(thread: SqliteThread, begin: 'begin' | 'begin immediate'): Dialect {
  return {
    createDriver: () => driver(thread, begin),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** SQLite can do DDL in a transaction; with it the write lock also makes migrating processes wait for each other. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function driver(thread: SqliteThread, begin: string): Driver {
  const run = (sql: string): Promise<unknown> => thread.ask({ act: 'run', sql, parameters: [] });
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const [first] = parameters;
      const { rows, changes } = await thread.ask(
        first instanceof Rows ? { act: 'repeat', sql, rows: first.json, fixed: first.fixed } : { act: 'run', sql, parameters },
      );
      return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
    },
    streamQuery() {
      throw new Error('Rows are asked in pages here, not streamed.');
    },
  };
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: async () => void (await run(begin)),
    commitTransaction: async () => void (await run('commit')),
    rollbackTransaction: async () => void (await thread.ask({ act: 'roll-back' })),
    releaseConnection: () => Promise.resolve(),
    // Threads are closed by whoever started them.
    destroy: () => Promise.resolve(),
  };
}
