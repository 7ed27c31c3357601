import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Guests go online by a voucher that a member of staff made. */
export const vouchers: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('voucher')
      .addColumn('school', 'text', (c) => c.notNull().references('school.id'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('code_hash', 'text', (c) => c.notNull())
      .addColumn('guest', 'text', (c) => c.notNull())
      .addColumn('purpose', 'text', (c) => c.notNull())
      .addColumn('sponsor', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('address', 'text')
      .addColumn('used_at', 'bigint')
      .addPrimaryKeyConstraint('voucher_key', ['school', 'id'])
      .execute();
    await db.schema.createIndex('voucher_one_code_hash').on('voucher').columns(['school', 'code_hash']).unique().execute();
    // Of two guests who come to one address at once only one is there.
    await db.schema.createIndex('voucher_one_address').on('voucher').columns(['school', 'address']).unique().execute();
  },
};
