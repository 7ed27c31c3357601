import { lessonPlanSchema, lessonReadySchema, pageLookSchema } from '#policies/contracts/lesson-plan.ts';
import { lessonKey, type KeptPlan, type PlanStore } from '../plan-store.ts';
import { pageSize } from './page-cursor.ts';
import type { RowGuard } from './row-guard.ts';
import type { LessonReadyRow, PageLookRow, PlanRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function planStore(scope: SchoolScope, guard: RowGuard): PlanStore {
  const ready = (plan: string) => scope.read.selectFrom('lesson_ready').selectAll().where('plan', '=', plan);
  const looks = (plan: string) => scope.read.selectFrom('page_look').select(['link', 'body']).where('plan', '=', plan);
  return {
    async byId(id) {
      const row = await scope.read.selectFrom('lesson_plan').selectAll().where('id', '=', id).executeTakeFirst();
      return guard.one('lesson_plan', row, planOfRow);
    },
    async list({ owner, waiting, limit }) {
      let query = scope.read.selectFrom('lesson_plan').selectAll();
      if (owner !== undefined) query = query.where('owner', '=', owner);
      if (waiting !== undefined) query = query.where('waiting', '=', Number(waiting));
      const rows = await query.orderBy('changed_at', 'desc').orderBy('id').limit(pageSize(limit)).execute();
      return guard.all('lesson_plan', rows, planOfRow);
    },
    async save(plan, version) {
      const waiting = Number(plan.links.some(({ state }) => state === 'waiting' || state === 'appealed'));
      const kept = { owner: plan.owner, changed_at: plan.changedAt, waiting, body: JSON.stringify(plan), version: version + 1 };
      const saved =
        version === 0
          ? scope.write
              .insertInto('lesson_plan')
              .values({ id: plan.id, ...kept })
              .onConflict((conflict) => conflict.column('id').doNothing())
              .returning('id')
              .executeTakeFirst()
          : scope.write
              .updateTable('lesson_plan')
              .set(kept)
              .where('id', '=', plan.id)
              .where('version', '=', version)
              .returning('id')
              .executeTakeFirst();
      return (await saved) === undefined ? null : version + 1;
    },
    async remove(id) {
      await scope.write.transaction().execute(async (tx) => {
        await tx.deleteFrom('page_look').where('plan', '=', id).execute();
        await tx.deleteFrom('lesson_ready').where('plan', '=', id).execute();
        await tx.deleteFrom('lesson_plan').where('id', '=', id).execute();
      });
    },
    async ready(plan, lesson) {
      const row = await ready(plan).where('lesson', '=', lessonKey(lesson)).executeTakeFirst();
      return guard.one('lesson_ready', row, readyOfRow);
    },
    async readyOf(plan) {
      return guard.all('lesson_ready', await ready(plan).orderBy('lesson').execute(), readyOfRow);
    },
    async saveReady(plan, report) {
      const lesson = lessonKey(report.lesson);
      const body = JSON.stringify(report);
      await scope.write
        .insertInto('lesson_ready')
        .values({ id: `${plan} ${lesson}`, plan, lesson, body })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ body }))
        .execute();
    },
    async look(plan, link) {
      const row = await looks(plan).where('link', '=', link).executeTakeFirst();
      return guard.one('page_look', row, lookOfRow);
    },
    async looksOf(plan) {
      const rows = await looks(plan).execute();
      return new Map(guard.all('page_look', rows, (row) => [row.link, lookOfRow(row)] as const));
    },
    async saveLook(plan, link, look, picture) {
      const kept = {
        body: JSON.stringify(look),
        picture_type: picture?.type ?? null,
        picture: picture === null ? null : Buffer.from(picture.bytes).toString('base64'),
      };
      await scope.write
        .insertInto('page_look')
        .values({ id: `${plan} ${link}`, plan, link, ...kept })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(kept))
        .execute();
    },
    async picture(plan, link) {
      const row = await scope.read
        .selectFrom('page_look')
        .select(['picture_type', 'picture'])
        .where('id', '=', `${plan} ${link}`)
        .executeTakeFirst();
      if (!row?.picture || !row.picture_type) return null;
      return { type: row.picture_type, bytes: Buffer.from(row.picture, 'base64') };
    },
  };
}

const planOfRow = ({ body, version }: PlanRow): KeptPlan => ({ plan: lessonPlanSchema.parse(JSON.parse(body)), version });
const readyOfRow = ({ body }: LessonReadyRow) => lessonReadySchema.parse(JSON.parse(body));
const lookOfRow = ({ body }: Pick<PageLookRow, 'body'>) => pageLookSchema.parse(JSON.parse(body));
