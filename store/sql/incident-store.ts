import type { Transaction } from 'kysely';
import { incidentSchema } from '#policies/contracts/incident.ts';
import type { Incident, TrailEntry } from '#policies/contracts/incident.ts';
import type { IncidentStore } from '../school-store.ts';
import { pageSize } from './page-cursor.ts';
import type { RowGuard } from './row-guard.ts';
import type { IncidentRow, SchoolTables } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function incidentStore(scope: SchoolScope, guard: RowGuard): IncidentStore {
  /** In one transaction, so that nobody sees a new state without the trail entry that explains it. */
  const read = (limit: number, id?: string): Promise<Incident[]> =>
    scope.read.transaction().execute(async (tx) => {
      let select = tx.selectFrom('incident').selectAll().orderBy('opened_at', 'desc').orderBy('id').limit(limit);
      if (id !== undefined) select = select.where('id', '=', id);
      const rows = await select.execute();
      const found = await partsOf(tx, rows);
      return guard.all('incident', found, incidentOf);
    });
  return {
    byId: async (id) => (await read(1, id))[0] ?? null,
    list: (limit) => read(pageSize(limit)),
    open({ events, trail, ...incident }) {
      return scope.write.transaction().execute(async (tx) => {
        const { openedAt: opened_at, openedBy: opened_by, ...same } = incident;
        await tx
          .insertInto('incident')
          .values({ ...same, opened_at, opened_by })
          .execute();
        await addEvents(tx, incident.id, events);
        for (const entry of trail) await addEntry(tx, incident.id, entry);
      });
    },
    add(id, entry, { events, ...change }) {
      return scope.write.transaction().execute(async (tx) => {
        if (Object.keys(change).length > 0) await tx.updateTable('incident').set(change).where('id', '=', id).execute();
        await addEvents(tx, id, events ?? []);
        await addEntry(tx, id, entry);
      });
    },
    async ofEvent(event) {
      const rows = await scope.read.selectFrom('incident_event').select('incident').where('event', '=', event).orderBy('seq').execute();
      return rows.map(({ incident }) => incident);
    },
  };
}

interface Parts {
  readonly row: IncidentRow;
  readonly events: readonly string[];
  readonly trail: readonly { at: number; by: string; kind: string; text: string }[];
}

async function partsOf(tx: Transaction<SchoolTables>, rows: readonly IncidentRow[]): Promise<Parts[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const events = await tx.selectFrom('incident_event').select(['incident', 'event']).where('incident', 'in', ids).orderBy('seq').execute();
  const trail = await tx
    .selectFrom('incident_trail')
    .select(['incident', 'at', 'done_by as by', 'kind', 'text'])
    .where('incident', 'in', ids)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    row,
    events: events.filter(({ incident }) => incident === row.id).map(({ event }) => event),
    trail: trail.filter(({ incident }) => incident === row.id).map(({ at, by, kind, text }) => ({ at, by, kind, text })),
  }));
}

/** Throws when the rows are not an incident. */
function incidentOf({ row, events, trail }: Parts): Incident {
  const { opened_at: openedAt, opened_by: openedBy, ...same } = row;
  return incidentSchema.parse({ ...same, openedAt, openedBy, events, trail });
}

async function addEvents(tx: Transaction<SchoolTables>, incident: string, events: readonly string[]): Promise<void> {
  for (const event of events) {
    await tx
      .insertInto('incident_event')
      .values({ incident, event })
      .onConflict((conflict) => conflict.columns(['incident', 'event']).doNothing())
      .execute();
  }
}

async function addEntry(tx: Transaction<SchoolTables>, incident: string, { at, by, kind, text }: TrailEntry): Promise<void> {
  await tx.insertInto('incident_trail').values({ incident, at, done_by: by, kind, text }).execute();
}
