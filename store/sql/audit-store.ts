import type { AuditEntry, AuditStore } from '../school-store.ts';
import { groupCommit } from './group-commit.ts';
import { page, pageSize, parseCursor } from './page-cursor.ts';
import type { AuditRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function auditStore(scope: SchoolScope): AuditStore {
  const append = groupCommit<AuditEntry>((entries) => insertAll(scope, entries.map(rowOfEntry)));
  return {
    add: (entry) => append([entry]),
    async list({ limit, cursor }) {
      const end = cursor === undefined ? undefined : parseCursor(cursor);
      if (end === null) return { entries: [], next: null };
      const size = pageSize(limit);
      let select = scope.read
        .selectFrom('audit')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('seq', 'desc')
        .limit(size + 1);
      if (end) select = select.where((eb) => eb(eb.refTuple('at', 'seq'), '<', eb.tuple(end.at, end.seq)));
      const { rows, next } = page(await select.execute(), size);
      return { entries: rows.map(entryOfRow), next };
    },
  };
}

function entryOfRow({ at, done_by: by, did, done_to: to, detail }: AuditRow): AuditEntry {
  return { at, by, did, to, detail };
}

/** Every row has the same keys in the same order. */
function rowOfEntry({ at, by, did, to, detail }: AuditEntry): AuditRow {
  return { at, done_by: by, did, done_to: to, detail };
}

async function insertAll(scope: SchoolScope, rows: readonly AuditRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const query = scope.write.insertInto('audit').values(first).compile();
  await scope.repeat(
    query,
    rows.map((row) => Object.values(row)),
  );
}
