import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the school's server tells people by e-mail. */
export const letters: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('letter')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('sent_to', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('accepted_at', 'bigint')
      .addColumn('said', 'text')
      .addColumn('failed', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('letter_key', ['school', 'id'])
      .execute();
    await db.schema
      .createTable('alerted_until')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('place', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('alerted_until_key', ['school', 'id'])
      .execute();
    await db.schema.createIndex('letter_unsent').on('letter').columns(['school', 'accepted_at', 'at']).execute();
  },
};
