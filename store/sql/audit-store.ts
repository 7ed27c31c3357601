import type { AuditEntry, AuditStore } from '../school-store.ts';
import { page, pageSize, parseCursor } from './page-cursor.ts';
import type { AuditRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function auditStore(scope: SchoolScope): AuditStore {
  return {
    async add({ at, by, did, to, detail }) {
      await scope.write.insertInto('audit').values({ at, done_by: by, did, done_to: to, detail }).execute();
    },
    async list({ limit, cursor }) {
      const end = cursor === undefined ? undefined : parseCursor(cursor);
      if (end === null) return { entries: [], next: null };
      const size = pageSize(limit);
      let select = scope.read.selectFrom('audit').selectAll().orderBy('at', 'desc').orderBy('seq', 'desc').limit(size + 1);
      if (end) select = select.where((eb) => eb(eb.refTuple('at', 'seq'), '<', eb.tuple(end.at, end.seq)));
      const { rows, next } = page(await select.execute(), size);
      return { entries: rows.map(entryOfRow), next };
    },
  };
}

function entryOfRow({ at, done_by: by, did, done_to: to, detail }: AuditRow): AuditEntry {
  return { at, by, did, to, detail };
}
