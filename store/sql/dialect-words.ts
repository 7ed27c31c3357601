import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

/** What migrations need and every database says in its own way. */
export interface DialectWords {
  /** Makes an integer column the row number that the database counts up. */
  rowNumber(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** From now on the database itself refuses to change (or delete) rows of a table. */
  forbid(db: Kysely<unknown>, act: 'update' | 'delete', table: string): Promise<void>;
}
