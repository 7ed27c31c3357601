import { ExpressionWrapper, ValueNode } from 'kysely';
import { eventKinds } from '#policies/contracts/access-event.ts';
import type { EventCount, EventQuery, EventStore } from '../school-store.ts';
import { eventOfRow, rowOfEvent } from './event-row.ts';
import { groupCommit } from './group-commit.ts';
import { page, pageSize, parseCursor } from './page-cursor.ts';
import type { RowGuard } from './row-guard.ts';
import type { EventRow, SchoolTables } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

const dayLength = 86_400_000;
const ordinary = new ExpressionWrapper<SchoolTables, 'access_event', string>(ValueNode.createImmediate('ordinary'));

export function eventStore(scope: SchoolScope, guard: RowGuard): EventStore {
  return {
    append: groupCommit(async (events) => insert(scope, events.map(rowOfEvent))),
    async find(query) {
      const end = query.cursor === undefined ? undefined : parseCursor(query.cursor);
      if (end === null) return { events: [], next: null };
      const limit = pageSize(query.limit);
      let select = filtered(scope, query)
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit + 1);
      if (end) select = select.where((eb) => eb(eb.refTuple('at', 'seq'), '<', eb.tuple(end.at, end.seq)));
      const { rows, next } = page(await select.execute(), limit);
      return { events: guard.all('access_event', rows, eventOfRow), next };
    },
    async byId(id) {
      return guard.one(
        'access_event',
        await scope.read.selectFrom('access_event').selectAll().where('id', '=', id).executeTakeFirst(),
        eventOfRow,
      );
    },
    async keptAfter(after, limit) {
      if (after === null) {
        const { newest } = await scope.read
          .selectFrom('access_event')
          .select((eb) => eb.fn.max<number | null>('seq').as('newest'))
          .executeTakeFirstOrThrow();
        return { events: [], until: newest ?? 0 };
      }
      const rows = await scope.read
        .selectFrom('access_event')
        .selectAll()
        .where('seq', '>', after)
        .where('kind', '!=', ordinary)
        .orderBy('seq')
        .limit(pageSize(limit))
        .execute();
      return { events: guard.all('access_event', rows, eventOfRow), until: rows.at(-1)?.seq ?? after };
    },
    async counts(from, until) {
      const rows = await scope.read
        .selectFrom('access_event')
        .select((eb) => [
          eb(eb.ref('at'), '/', eb.lit(dayLength)).as('day'),
          'phase',
          'reported_category as category',
          'kind',
          eb.fn.countAll<number>().as('count'),
        ])
        .where('at', '>=', from)
        .where('at', '<', until)
        .groupBy(['day', 'phase', 'category', 'kind'])
        .orderBy('day')
        .orderBy('phase')
        .orderBy('category')
        .orderBy('kind')
        .execute();
      return guard.all('access_event', rows, countOfRow);
    },
  };
}

function filtered(scope: SchoolScope, query: EventQuery) {
  let select = scope.read.selectFrom('access_event');
  if (query.from !== undefined) select = select.where('at', '>=', query.from);
  if (query.until !== undefined) select = select.where('at', '<', query.until);
  if (query.kinds !== undefined) {
    select = select.where('kind', 'in', query.kinds);
    // The very words of the index, or the database does not see that it may use it.
    if (!query.kinds.includes('ordinary')) select = select.where('kind', '<>', ordinary);
  }
  if (query.category !== undefined) select = select.where('reported_category', '=', query.category);
  if (query.phase !== undefined) select = select.where('phase', '=', query.phase);
  return select;
}

/** One compiled statement for all rows: compiling a query costs more than inserting its row. */
async function insert(scope: SchoolScope, rows: readonly EventRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const query = scope.write
    .insertInto('access_event')
    .values(first)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .compile();
  await scope.repeat(
    query,
    rows.map((row) => Object.values(row)),
  );
}

function countOfRow(row: { day: number; phase: string; category: string | null; kind: string; count: number }): EventCount {
  const kind = eventKinds.find((known) => known === row.kind);
  if (kind === undefined) throw new Error('not a kind of event');
  return { ...row, kind, day: new Date(row.day * dayLength).toISOString().slice(0, 10) };
}
