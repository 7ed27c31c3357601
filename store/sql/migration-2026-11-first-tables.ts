import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectWords } from './dialect-words.ts';

/** Moments are epoch milliseconds in 64-bit integers; JSON is text. Every table but `school` is keyed within a school. */
export function firstTables(words: DialectWords): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const table = (name: string): CreateTableBuilder<string, string> =>
        db.schema.createTable(name).addColumn('school', 'text', (c) => c.notNull().references('school.id'));
      const numbered = (name: string): CreateTableBuilder<string, string> =>
        db.schema
          .createTable(name)
          .addColumn('seq', 'integer', (c) => words.rowNumber(c))
          .addColumn('school', 'text', (c) => c.notNull().references('school.id'));
      const index = (on: string, ...columns: string[]): Promise<void> =>
        db.schema
          .createIndex(`${on}_by_${columns.join('_')}`)
          .on(on)
          .columns(columns)
          .execute();
      const unique = (on: string, ...columns: string[]): Promise<void> =>
        db.schema
          .createIndex(`${on}_one_${columns.join('_')}`)
          .on(on)
          .columns(columns)
          .unique()
          .execute();

      await db.schema
        .createTable('school')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .execute();

      await numbered('access_event')
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('point', 'text', (c) => c.notNull())
        .addColumn('enforcer', 'text', (c) => c.notNull())
        .addColumn('bundle', 'integer', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('phase', 'text', (c) => c.notNull())
        .addColumn('groups', 'text', (c) => c.notNull())
        .addColumn('device', 'text')
        .addColumn('client_address', 'text')
        .addColumn('scheme', 'text', (c) => c.notNull())
        .addColumn('host', 'text', (c) => c.notNull())
        .addColumn('port', 'integer', (c) => c.notNull())
        .addColumn('path', 'text')
        .addColumn('destination', 'text', (c) => c.notNull())
        .addColumn('user_act', 'integer')
        .addColumn('effect', 'text', (c) => c.notNull())
        .addColumn('category', 'text')
        .addColumn('reported_category', 'text')
        .addColumn('rule_id', 'text', (c) => c.notNull())
        .addColumn('rule_layer', 'text', (c) => c.notNull())
        .addColumn('rule_origin', 'text', (c) => c.notNull())
        .addColumn('list_id', 'text')
        .addColumn('list_name', 'text')
        .addColumn('list_line', 'integer')
        .addColumn('flag', 'text')
        .addColumn('search_term', 'text')
        .addColumn('status', 'integer')
        .addColumn('bytes', 'bigint')
        .execute();
      // The id first: a reference on a block page is looked up before anybody knows its school.
      await unique('access_event', 'id', 'school');
      await index('access_event', 'school', 'at');
      await index('access_event', 'school', 'kind', 'at');
      await index('access_event', 'school', 'reported_category', 'at');
      await words.forbid(db, 'update', 'access_event');

      await table('policy_version')
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('saved_by', 'text', (c) => c.notNull())
        .addColumn('saved_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('policy_version_key', ['school', 'version'])
        .execute();
      await table('bundle')
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('signature', 'text', (c) => c.notNull())
        .addColumn('saved_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('bundle_key', ['school', 'number'])
        .execute();
      await words.forbid(db, 'update', 'policy_version');
      await words.forbid(db, 'update', 'bundle');

      await table('person')
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('login', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('groups', 'text', (c) => c.notNull())
        .addColumn('teaches', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('person_key', ['school', 'id'])
        .execute();
      await unique('person', 'school', 'login');

      await table('account')
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('email', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('person', 'text')
        .addColumn('password_hash', 'text')
        .addColumn('disabled', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('account_key', ['school', 'id'])
        .execute();
      // In all schools together: people sign in by e-mail before anybody knows their school.
      await unique('account', 'email');
      await table('session')
        .addColumn('id_hash', 'text', (c) => c.primaryKey().notNull())
        .addColumn('account', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addForeignKeyConstraint('session_account', ['school', 'account'], 'account', ['school', 'id'])
        .execute();
      await index('session', 'school', 'expires_at');
      await table('one_time_link')
        .addColumn('token_hash', 'text', (c) => c.primaryKey().notNull())
        .addColumn('account', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addForeignKeyConstraint('one_time_link_account', ['school', 'account'], 'account', ['school', 'id'])
        .execute();

      await table('device')
        .addColumn('id', 'text', (c) => c.primaryKey().notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('install', 'text', (c) => c.notNull())
        .addColumn('person', 'text')
        .addColumn('token_hash', 'text', (c) => c.notNull())
        .addColumn('proxy_secret_hash', 'text', (c) => c.notNull())
        .addColumn('enrolled_at', 'bigint', (c) => c.notNull())
        .addColumn('beat_at', 'bigint')
        .addColumn('beat', 'text')
        .execute();
      await unique('device', 'school', 'id');
      await unique('device', 'school', 'install');
      await unique('device', 'token_hash');

      await table('whitelist_request')
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('asked_by_kind', 'text', (c) => c.notNull())
        .addColumn('asked_by', 'text', (c) => c.notNull())
        .addColumn('reference', 'text')
        .addColumn('url', 'text', (c) => c.notNull())
        .addColumn('host', 'text', (c) => c.notNull())
        .addColumn('path', 'text')
        .addColumn('lesson', 'text')
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('decision', 'text')
        .addPrimaryKeyConstraint('whitelist_request_key', ['school', 'id'])
        .execute();
      await index('whitelist_request', 'school', 'state', 'at');
      await index('whitelist_request', 'school', 'asked_by', 'at');
      await index('whitelist_request', 'school', 'reference');
      await table('readiness')
        .addColumn('request', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint')
        .addColumn('fetched', 'integer', (c) => c.notNull())
        .addColumn('stored', 'integer', (c) => c.notNull())
        .addColumn('bytes', 'bigint', (c) => c.notNull())
        .addColumn('missing', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('readiness_key', ['school', 'request'])
        .addForeignKeyConstraint('readiness_request', ['school', 'request'], 'whitelist_request', ['school', 'id'])
        .execute();

      await table('incident')
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('severity', 'text', (c) => c.notNull())
        .addColumn('category', 'text')
        .addColumn('subject', 'text')
        .addColumn('opened_at', 'bigint', (c) => c.notNull())
        .addColumn('opened_by', 'text', (c) => c.notNull())
        .addColumn('outcome', 'text')
        .addPrimaryKeyConstraint('incident_key', ['school', 'id'])
        .execute();
      await index('incident', 'school', 'opened_at');
      await numbered('incident_event')
        .addColumn('incident', 'text', (c) => c.notNull())
        .addColumn('event', 'text', (c) => c.notNull())
        .addForeignKeyConstraint('incident_event_incident', ['school', 'incident'], 'incident', ['school', 'id'])
        .execute();
      await unique('incident_event', 'school', 'incident', 'event');
      await index('incident_event', 'school', 'event');
      await numbered('incident_trail')
        .addColumn('incident', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('done_by', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addForeignKeyConstraint('incident_trail_incident', ['school', 'incident'], 'incident', ['school', 'id'])
        .execute();
      await index('incident_trail', 'school', 'incident');

      await numbered('audit')
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('done_by', 'text', (c) => c.notNull())
        .addColumn('did', 'text', (c) => c.notNull())
        .addColumn('done_to', 'text')
        .addColumn('detail', 'text')
        .execute();
      await index('audit', 'school', 'at');
      for (const kept of ['incident_event', 'incident_trail', 'audit']) {
        await words.forbid(db, 'update', kept);
        await words.forbid(db, 'delete', kept);
      }

      await numbered('job')
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('request', 'text', (c) => c.notNull())
        .addColumn('added_at', 'bigint', (c) => c.notNull())
        .addColumn('claimed_until', 'bigint')
        .execute();
      await unique('job', 'school', 'id');

      await table('secret')
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('value', 'text', (c) => c.notNull())
        .addColumn('value_hash', 'text')
        .addPrimaryKeyConstraint('secret_key', ['school', 'name'])
        .execute();
      await unique('secret', 'value_hash');
    },
  };
}
