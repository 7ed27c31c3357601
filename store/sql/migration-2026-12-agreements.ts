import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The school's rules for acceptable use, and who has accepted which version. */
export const agreements: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('agreement')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('written_by', 'text', (c) => c.notNull())
      .addColumn('texts', 'text', (c) => c.notNull())
      .addColumn('parents', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('agreement_key', ['school', 'id'])
      .execute();
    await db.schema
      .createTable('acceptance')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('agreement', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('accepted_at', 'bigint')
      .addColumn('parent_at', 'bigint')
      .addColumn('parent_by', 'text')
      .addPrimaryKeyConstraint('acceptance_key', ['school', 'id'])
      .execute();
    await db.schema.createIndex('acceptance_of_agreement').on('acceptance').columns(['school', 'agreement']).execute();
  },
};
