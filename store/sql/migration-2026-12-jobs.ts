import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The queue has jobs of several kinds, that are due at some time and stay to be seen when they have ended. */
export const jobs: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('job').renameColumn('request', 'about').execute();
    const add = (name: string, type: 'text' | 'bigint' | 'real') => db.schema.alterTable('job').addColumn(name, type).execute();
    await add('part', 'text');
    await add('ended_at', 'bigint');
    await add('words', 'text');
    await add('progress', 'real');
    await db.schema
      .alterTable('job')
      .addColumn('due_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('job')
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('job')
      .addColumn('state', 'text', (c) => c.notNull().defaultTo('waiting'))
      .execute();
    await db.schema.createIndex('job_due').on('job').columns(['school', 'state', 'due_at']).execute();
    await db.schema.createIndex('job_about').on('job').columns(['school', 'about']).execute();
  },
};
