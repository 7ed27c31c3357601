import type { CompiledQuery, Kysely } from 'kysely';
import type { SchoolTables } from './schema.ts';

/** A value that is the same after JSON, in which rows travel to another thread. */
export type Plain = string | number | null;

/** An open database of whatever make. `sqlite/` holds the only one so far; nothing beside it knows a dialect. */
export interface SqlDatabase {
  /** For questions only; never waits behind a write. It sees everything that was committed before it is asked. */
  readonly read: Kysely<SchoolTables>;
  /** For acts. A transaction holds the write lock from its first moment. */
  readonly write: Kysely<SchoolTables>;
  /**
   * Runs one compiled insert for many rows in one transaction. A row's values stand for the first parameters of the
   * query; the parameters behind them (the school) stay as they were compiled.
   */
  repeat(query: CompiledQuery, rows: readonly (readonly Plain[])[]): Promise<void>;
  close(): Promise<void>;
}
