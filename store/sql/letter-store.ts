import type { AlertTurn, KeptLetter, Letter, LetterStore } from '../letter-store.ts';
import { pageSize } from './page-cursor.ts';
import type { LetterRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function letterStore(scope: SchoolScope): LetterStore {
  return {
    async add(letter) {
      const added = await scope.write
        .insertInto('letter')
        .values(rowOfLetter(letter))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    async byId(id) {
      const row = await scope.read.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? letterOfRow(row) : null;
    },
    async list({ states, limit }) {
      let query = scope.read.selectFrom('letter').selectAll();
      if (states !== undefined) query = query.where('state', 'in', [...states]);
      const rows = await query.orderBy('at', 'desc').orderBy('id').limit(pageSize(limit)).execute();
      return rows.map(letterOfRow);
    },
    async claim(at, until) {
      for (;;) {
        const due = await scope.read
          .selectFrom('letter')
          .select(['id', 'due_at'])
          .where('state', '=', 'waiting')
          .where('due_at', '<=', at)
          .orderBy('urgent', 'desc')
          .orderBy('due_at')
          .limit(1)
          .executeTakeFirst();
        if (!due) return null;
        const row = await scope.write
          .updateTable('letter')
          .set({ due_at: until })
          .where('id', '=', due.id)
          .where('state', '=', 'waiting')
          .where('due_at', '=', due.due_at)
          .returningAll()
          .executeTakeFirst();
        // Somebody else may have taken it since it was read.
        if (row) return letterOfRow(row);
      }
    },
    async tried(id, outcome) {
      await scope.write
        .updateTable('letter')
        .set((eb) => ({
          attempts: eb('attempts', '+', 1),
          said: outcome.said,
          state: outcome.is === 'later' ? 'waiting' : outcome.is,
          ...(outcome.is === 'later' ? { due_at: outcome.dueAt } : {}),
          ...(outcome.is === 'sent' ? { accepted_at: outcome.at } : {}),
        }))
        .where('id', '=', id)
        .where('state', '!=', 'sent')
        .execute();
    },
    async again(id, at) {
      const row = await scope.write
        .updateTable('letter')
        .set({ state: 'waiting', due_at: at, attempts: 0 })
        .where('id', '=', id)
        .where('state', '=', 'failed')
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async forget(before) {
      await scope.write.deleteFrom('letter').where('at', '<', before).where('state', '!=', 'waiting').execute();
    },
    async alerted() {
      const [kept, turns] = await Promise.all([
        scope.read.selectFrom('alerted_until').select(['version', 'place']).where('id', '=', 'events').executeTakeFirst(),
        scope.read.selectFrom('alert_turn').selectAll().execute(),
      ]);
      return {
        version: kept?.version ?? 0,
        until: kept?.place ?? null,
        turns: turns.map(({ severity, about, told_at, untold }) => ({ severity: severityOf(severity), about, toldAt: told_at, untold })),
      };
    },
    async alert({ version, until, turns }, letters) {
      return scope.write.transaction().execute(async (tx) => {
        const moved = await tx
          .insertInto('alerted_until')
          .values({ id: 'events', version: version + 1, place: until })
          .onConflict((conflict) =>
            conflict
              .column('id')
              .doUpdateSet({ version: version + 1, place: until })
              .where('alerted_until.version', '=', version),
          )
          .returning('id')
          .executeTakeFirst();
        if (moved === undefined) return false;
        await tx.deleteFrom('alert_turn').execute();
        for (const { severity, about, toldAt, untold } of turns)
          await tx.insertInto('alert_turn').values({ severity, about, told_at: toldAt, untold }).execute();
        for (const letter of letters) await tx.insertInto('letter').values(rowOfLetter(letter)).execute();
        return true;
      });
    },
  };
}

const rowOfLetter = ({ id, at, to, subject, text, urgent }: Letter): LetterRow => ({
  id,
  at,
  sent_to: to,
  subject,
  text,
  urgent: Number(urgent),
  state: 'waiting',
  attempts: 0,
  due_at: at,
  accepted_at: null,
  said: null,
});

function letterOfRow(row: LetterRow): KeptLetter {
  return {
    id: row.id,
    at: row.at,
    to: row.sent_to,
    subject: row.subject,
    text: row.text,
    urgent: row.urgent !== 0,
    state: row.state === 'sent' || row.state === 'failed' ? row.state : 'waiting',
    attempts: row.attempts,
    dueAt: row.due_at,
    acceptedAt: row.accepted_at,
    said: row.said,
  };
}

const severityOf = (text: string): AlertTurn['severity'] => (text === 'high' ? 'high' : 'urgent');
