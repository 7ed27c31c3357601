import type { Report, ReportStore } from '../report-store.ts';
import { pageSize } from './page-cursor.ts';
import type { ReportRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function reportStore(scope: SchoolScope): ReportStore {
  const reports = () => scope.read.selectFrom('report').selectAll();
  return {
    async add({ id, at, subject, to, text, seen }) {
      await scope.write
        .insertInto('report')
        .values({ id, at, subject, to_whom: to, text, seen_at: seen?.at ?? null, seen_by: seen?.by ?? null })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async byId(id) {
      const row = await reports().where('id', '=', id).executeTakeFirst();
      return row ? reportOfRow(row) : null;
    },
    async list(limit) {
      const rows = await reports().orderBy('at', 'desc').orderBy('id').limit(pageSize(limit)).execute();
      return rows.map(reportOfRow);
    },
    async unseenOf(subject) {
      const { count } = await scope.read
        .selectFrom('report')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('subject', subject === null ? 'is' : '=', subject)
        .where('seen_at', 'is', null)
        .executeTakeFirstOrThrow();
      return count;
    },
    async markSeen(id, by, at) {
      const seen = await scope.write
        .updateTable('report')
        .set({ seen_at: at, seen_by: by })
        .where('id', '=', id)
        .where('seen_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return seen !== undefined;
    },
  };
}

function reportOfRow(row: ReportRow): Report {
  const seen = row.seen_at === null || row.seen_by === null ? null : { at: row.seen_at, by: row.seen_by };
  return { id: row.id, at: row.at, subject: row.subject, to: row.to_whom, text: row.text, seen };
}
