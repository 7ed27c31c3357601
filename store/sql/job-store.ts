import { jobKinds, jobStates, type JobState } from '#policies/model/job.ts';
import { mostAttempts, type Job, type JobStore, type KeptJob } from '../job-store.ts';
import { pageSize } from './page-cursor.ts';
import type { RowGuard } from './row-guard.ts';
import type { JobRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

const goingOn: readonly JobState[] = ['waiting', 'running'];

export function jobStore(scope: SchoolScope, guard: RowGuard): JobStore {
  return {
    async add({ id, kind, about, part }, at, due = at) {
      const fresh = { state: 'waiting', attempts: 0, progress: null, ended_at: null, words: null, claimed_until: null };
      await scope.write
        .insertInto('job')
        .values({ id, kind, about, part, added_at: at, due_at: due, ...fresh })
        // What was cancelled or has failed is wanted again; what waits, runs or is done stays as it is.
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({ due_at: due, ...fresh })
            .where('job.state', 'in', ['cancelled', 'failed']),
        )
        .execute();
    },
    async claim(kinds, at, seconds) {
      const row = await scope.write.transaction().execute(async (tx) => {
        await tx
          .updateTable('job')
          .set({ state: 'failed', ended_at: at, words: 'It was begun several times and never ended.' })
          .where('kind', 'in', [...kinds])
          .where('state', '=', 'running')
          .where('claimed_until', '<=', at)
          .where('attempts', '>=', mostAttempts)
          .execute();
        const free = await tx
          .selectFrom('job')
          .select(['seq', 'claimed_until', 'attempts'])
          .where('kind', 'in', [...kinds])
          .where('state', 'in', goingOn)
          .where('due_at', '<=', at)
          .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', at)]))
          .orderBy('due_at')
          .orderBy('seq')
          .limit(1)
          .executeTakeFirst();
        if (!free) return undefined;
        // The condition is repeated for databases where two transactions may have read the same row.
        return tx
          .updateTable('job')
          .set({ claimed_until: at + seconds * 1000, state: 'running', attempts: free.attempts + 1, progress: null })
          .where('seq', '=', free.seq)
          .where('state', 'in', goingOn)
          .where('claimed_until', free.claimed_until === null ? 'is' : '=', free.claimed_until)
          .returningAll()
          .executeTakeFirst();
      });
      return guard.one('job', row, jobOfRow);
    },
    async renew(id, until, progress) {
      const kept = await scope.write
        .updateTable('job')
        .set({ claimed_until: until, progress })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst();
      return kept !== undefined;
    },
    async end(id, at, state, words) {
      await scope.write
        .updateTable('job')
        .set({ state, ended_at: at, words, progress: null, claimed_until: null })
        .where('id', '=', id)
        .where('state', 'in', goingOn)
        .execute();
    },
    async cancel(id, at, words) {
      const ended = await scope.write
        .updateTable('job')
        .set({ state: 'cancelled', ended_at: at, words, progress: null, claimed_until: null })
        .where('id', '=', id)
        .where('state', 'in', goingOn)
        .returning('id')
        .executeTakeFirst();
      return ended !== undefined;
    },
    async list({ about, kind, part, states, limit }) {
      let query = scope.read.selectFrom('job').selectAll();
      if (about !== undefined) query = query.where('about', '=', about);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (part !== undefined) query = query.where('part', '=', part);
      if (states !== undefined) query = query.where('state', 'in', [...states]);
      const rows = await query.orderBy('seq', 'desc').limit(pageSize(limit)).execute();
      return guard.all('job', rows, keptJobOfRow);
    },
    async forget(before) {
      await scope.write.deleteFrom('job').where('ended_at', '<', before).execute();
    },
  };
}

function jobOfRow({ id, kind, about, part }: JobRow): Job {
  return { id, kind: oneOf(jobKinds, kind), about, part };
}

function keptJobOfRow(row: JobRow): KeptJob {
  return {
    ...jobOfRow(row),
    state: oneOf(jobStates, row.state),
    addedAt: row.added_at,
    dueAt: row.due_at,
    attempts: row.attempts,
    progress: row.progress,
    endedAt: row.ended_at,
    words: row.words,
  };
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const found = known.find((one) => one === text);
  if (found === undefined) throw new Error(`“${text}” is not known here.`);
  return found;
}
