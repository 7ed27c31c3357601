import type { KeptLetter, LetterStore } from '../letter-store.ts';
import { pageSize } from './page-cursor.ts';
import type { LetterRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function letterStore(scope: SchoolScope): LetterStore {
  return {
    async add({ id, at, to, subject, text }) {
      const added = await scope.write
        .insertInto('letter')
        .values({ id, at, sent_to: to, subject, text, attempts: 0, accepted_at: null, said: null, failed: 0 })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    async byId(id) {
      const row = await scope.read.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? letterOfRow(row) : null;
    },
    async list({ unsent, limit }) {
      let query = scope.read.selectFrom('letter').selectAll();
      if (unsent === true) query = query.where('accepted_at', 'is', null).where('failed', '=', 0);
      const rows = await query.orderBy('at', 'desc').orderBy('id').limit(pageSize(limit)).execute();
      return rows.map(letterOfRow);
    },
    async alertedUntil() {
      const row = await scope.read.selectFrom('alerted_until').select('place').where('id', '=', 'events').executeTakeFirst();
      return row?.place ?? null;
    },
    async setAlertedUntil(place) {
      await scope.write
        .insertInto('alerted_until')
        .values({ id: 'events', place })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ place }))
        .execute();
    },
    async tried(id, { acceptedAt, said, failed }) {
      await scope.write
        .updateTable('letter')
        .set((eb) => ({ attempts: eb('attempts', '+', 1), accepted_at: acceptedAt, said, failed: Number(failed) }))
        .where('id', '=', id)
        .where('accepted_at', 'is', null)
        .execute();
    },
  };
}

function letterOfRow(row: LetterRow): KeptLetter {
  return {
    id: row.id,
    at: row.at,
    to: row.sent_to,
    subject: row.subject,
    text: row.text,
    attempts: row.attempts,
    acceptedAt: row.accepted_at,
    said: row.said,
    failed: row.failed !== 0,
  };
}
