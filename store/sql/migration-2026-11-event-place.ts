import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Policies tell devices on the school's network from devices elsewhere, so that a record must say which it was. */
export const eventPlace: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('access_event').addColumn('place', 'text').execute();
  },
};
