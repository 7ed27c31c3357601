import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Most events are ordinary and of no category; nobody looks for them by either, and to keep two indexes of them took a third of
 * recording. What is left out here is found by its time.
 */
export const eventIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex('access_event_by_school_kind_at').execute();
    await db.schema.dropIndex('access_event_by_school_reported_category_at').execute();
    await db.schema
      .createIndex('access_event_noteworthy')
      .on('access_event')
      .columns(['school', 'at'])
      .where(sql.ref('kind'), '<>', sql.lit('ordinary'))
      .execute();
    await db.schema
      .createIndex('access_event_categorised')
      .on('access_event')
      .columns(['school', 'reported_category', 'at'])
      .where(sql.ref('reported_category'), 'is not', null)
      .execute();
  },
};
