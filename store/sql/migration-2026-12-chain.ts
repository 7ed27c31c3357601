import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectWords } from './dialect-words.ts';

/** The hash chain over records and the signatures over its ends. */
export const chain = (words: DialectWords): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('chain_link')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('previous', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('after_seq', 'bigint', (c) => c.notNull())
      .addColumn('until_seq', 'bigint', (c) => c.notNull())
      .addColumn('leaves', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('chain_link_key', ['school', 'number'])
      .execute();
    await db.schema.createIndex('chain_link_of_source').on('chain_link').columns(['school', 'source', 'number']).execute();
    await db.schema
      .createTable('chain_head')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('signature', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('chain_head_key', ['school', 'number'])
      .execute();
    for (const kept of ['chain_link', 'chain_head']) {
      await words.forbid(db, 'update', kept);
      await words.forbid(db, 'delete', kept);
    }
    // What is to be chained is found without a look at ordinary traffic.
    await db.schema
      .createIndex('access_event_to_chain')
      .on('access_event')
      .columns(['school', 'seq'])
      .where(sql.ref('kind'), '<>', sql.lit('ordinary'))
      .execute();
  },
});
