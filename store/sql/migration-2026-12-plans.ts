import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Teachers' plans of lessons, whether each lesson is ready, and how each page looked. */
export const plans: Migration = {
  async up(db: Kysely<unknown>) {
    const table = (name: string) =>
      db.schema
        .createTable(name)
        .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint(`${name}_key`, ['school', 'id']);
    await table('lesson_plan')
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addColumn('waiting', 'integer', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .execute();
    await table('lesson_ready')
      .addColumn('plan', 'text', (c) => c.notNull())
      .addColumn('lesson', 'text', (c) => c.notNull())
      .execute();
    await table('page_look')
      .addColumn('plan', 'text', (c) => c.notNull())
      .addColumn('link', 'text', (c) => c.notNull())
      .addColumn('picture_type', 'text')
      .addColumn('picture', 'text')
      .execute();
    const index = (name: string, on: string, ...columns: string[]) =>
      db.schema
        .createIndex(name)
        .on(on)
        .columns(['school', ...columns])
        .execute();
    await index('plan_of_owner', 'lesson_plan', 'owner', 'changed_at');
    await index('plan_waiting', 'lesson_plan', 'waiting', 'changed_at');
    await index('ready_of_plan', 'lesson_ready', 'plan');
    await index('look_of_plan', 'page_look', 'plan');
  },
};
