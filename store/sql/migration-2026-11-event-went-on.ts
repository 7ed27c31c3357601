import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A warning that was shown and a page that was opened after it are two things; before, nobody was asked. */
export const eventWentOn: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('access_event').addColumn('went_on', 'integer').execute();
  },
};
