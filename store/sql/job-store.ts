import { z } from 'zod';
import type { JobStore } from '../school-store.ts';
import type { RowGuard } from './row-guard.ts';
import type { SchoolScope } from './school-scope.ts';

const jobSchema = z.object({ id: z.string(), kind: z.literal('precache'), request: z.string() });

export function jobStore(scope: SchoolScope, guard: RowGuard): JobStore {
  return {
    async add({ id, kind, request }, at) {
      await scope.write
        .insertInto('job')
        .values({ id, kind, request, added_at: at, claimed_until: null })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async claim(kind, at, seconds) {
      const row = await scope.write.transaction().execute(async (tx) => {
        const free = await tx
          .selectFrom('job')
          .select(['seq', 'claimed_until'])
          .where('kind', '=', kind)
          .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', at)]))
          .orderBy('added_at')
          .orderBy('seq')
          .limit(1)
          .executeTakeFirst();
        if (!free) return undefined;
        // The condition is repeated for databases where two transactions may have read the same row.
        return tx
          .updateTable('job')
          .set({ claimed_until: at + seconds * 1000 })
          .where('seq', '=', free.seq)
          .where('claimed_until', free.claimed_until === null ? 'is' : '=', free.claimed_until)
          .returning(['id', 'kind', 'request'])
          .executeTakeFirst();
      });
      return guard.one('job', row, (found) => jobSchema.parse(found));
    },
    async finish(id) {
      await scope.write.deleteFrom('job').where('id', '=', id).execute();
    },
  };
}
