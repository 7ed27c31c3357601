import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** An extension is heard of oftener than it sends heartbeats, and a device's requests cross the proxy whether or not it is. */
export const deviceSightings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('device').addColumn('heard_at', 'bigint').execute();
    await db.schema.alterTable('device').addColumn('passed_at', 'bigint').execute();
  },
};
