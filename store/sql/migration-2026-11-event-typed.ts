import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Words of an event may have been typed into a page, where policy asks for that; a record must not call them a search. */
export const eventTyped: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('access_event').addColumn('typed', 'integer').execute();
  },
};
