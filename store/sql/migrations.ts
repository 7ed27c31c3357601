import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import { StoreProblem } from '../store-problem.ts';
import type { DialectWords } from './dialect-words.ts';
import { eventIndexes } from './migration-2026-11-event-indexes.ts';
import { eventPlace } from './migration-2026-11-event-place.ts';
import { eventTyped } from './migration-2026-11-event-typed.ts';
import { eventWentOn } from './migration-2026-11-event-went-on.ts';
import { firstTables } from './migration-2026-11-first-tables.ts';
import { agreements } from './migration-2026-12-agreements.ts';
import { deviceSightings } from './migration-2026-12-device-sightings.ts';
import { jobs } from './migration-2026-12-jobs.ts';
import { chain } from './migration-2026-12-chain.ts';
import { people } from './migration-2026-12-people.ts';
import { letters } from './migration-2026-12-letters.ts';
import { plans } from './migration-2026-12-plans.ts';
import { vouchers } from './migration-2026-11-vouchers.ts';
import type { SchoolTables } from './schema.ts';

/** Every step of the schema by name, in order of release; none needs another but the first. A step that has been released is never edited; a new one is added. */
function migrations(words: DialectWords): Record<string, Migration> {
  return {
    '2026-11-first-tables': firstTables(words),
    '2026-11-second-event-place': eventPlace,
    '2026-11-third-vouchers': vouchers,
    '2026-11-fourth-event-indexes': eventIndexes,
    '2026-11-went-on': eventWentOn,
    '2026-11-words-typed': eventTyped,
    '2026-12-people': people,
    '2026-12-second-agreements': agreements,
    '2026-12-third-jobs': jobs,
    '2026-12-third-plans': plans,
    '2026-12-third-letters': letters,
    '2026-12-third-chain': chain(words),
    '2026-12-third-device-sightings': deviceSightings,
  };
}

/** Brings a database to this program's schema. Safe while other processes do the same: each step is taken once. */
export async function migrate(db: Kysely<SchoolTables>, words: DialectWords, file: string): Promise<void> {
  const steps = migrations(words);
  await refuseNewer(db, Object.keys(steps), file);
  // The migrator goes by the names’ alphabet, in which a later step may stand before one that an older file has had.
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(steps) }, allowUnorderedMigrations: true });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function refuseNewer(db: Kysely<SchoolTables>, known: readonly string[], file: string): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return;
  const done = await db.$extendTables<{ kysely_migration: { name: string } }>().selectFrom('kysely_migration').select('name').execute();
  if (done.every(({ name }) => known.includes(name))) return;
  throw new StoreProblem(
    'newer',
    `The database ${file} was made by a newer Schoolgate: install that version, or put back a backup from before the update.`,
  );
}
