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
      .addColumn('urgent', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('accepted_at', 'bigint')
      .addColumn('said', 'text')
      .addPrimaryKeyConstraint('letter_key', ['school', 'id'])
      .execute();
    await db.schema
      .createTable('alerted_until')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('place', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('alerted_until_key', ['school', 'id'])
      .execute();
    await db.schema
      .createTable('alert_turn')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('severity', 'text', (c) => c.notNull())
      .addColumn('about', 'text', (c) => c.notNull())
      .addColumn('told_at', 'bigint', (c) => c.notNull())
      .addColumn('untold', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('alert_turn_key', ['school', 'severity', 'about'])
      .execute();
    await db.schema.createIndex('letter_due').on('letter').columns(['school', 'state', 'urgent', 'due_at']).execute();
  },
};
