import type { RequestStore } from '../school-store.ts';
import { pageSize } from './page-cursor.ts';
import { readinessOfRow, requestOfRow, rowOfReadiness, rowOfRequest } from './request-row.ts';
import type { RowGuard } from './row-guard.ts';
import type { SchoolScope } from './school-scope.ts';

export function requestStore(scope: SchoolScope, guard: RowGuard): RequestStore {
  return {
    async byId(id) {
      return guard.one(
        'whitelist_request',
        await scope.read.selectFrom('whitelist_request').selectAll().where('id', '=', id).executeTakeFirst(),
        requestOfRow,
      );
    },
    async list({ states, askedBy, reference, limit }) {
      let select = scope.read.selectFrom('whitelist_request').selectAll().orderBy('at', 'desc').orderBy('id').limit(pageSize(limit));
      if (states !== undefined) select = select.where('state', 'in', states);
      if (askedBy !== undefined) select = select.where('asked_by', '=', askedBy);
      if (reference !== undefined) select = select.where('reference', '=', reference);
      return guard.all('whitelist_request', await select.execute(), requestOfRow);
    },
    async save(request) {
      const { id, ...rest } = rowOfRequest(request);
      await scope.write
        .insertInto('whitelist_request')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    },
    async decide(request, from) {
      const { id, ...rest } = rowOfRequest(request);
      const { numUpdatedRows } = await scope.write
        .updateTable('whitelist_request')
        .set(rest)
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async readiness(request) {
      return guard.one(
        'readiness',
        await scope.read.selectFrom('readiness').selectAll().where('request', '=', request).executeTakeFirst(),
        readinessOfRow,
      );
    },
    async saveReadiness(request, readiness) {
      const row = rowOfReadiness(readiness);
      await scope.write
        .insertInto('readiness')
        .values({ request, ...row })
        .onConflict((conflict) => conflict.column('request').doUpdateSet(row))
        .execute();
    },
  };
}
