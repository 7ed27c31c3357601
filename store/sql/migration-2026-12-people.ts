import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people tell the school from their browsers. */
export const people: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('report')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('subject', 'text')
      .addColumn('to_whom', 'text')
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('seen_at', 'bigint')
      .addColumn('seen_by', 'text')
      .addPrimaryKeyConstraint('report_key', ['school', 'id'])
      .execute();
  },
};
