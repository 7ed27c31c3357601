// What people told the school, for those who look after safety.
import { reportsListSchema } from '#policies/contracts/people-api.ts';
import { conflict } from '../http/problem.ts';
import { idParams } from '../http/query.ts';
import { route } from '../http/route.ts';

const shown = 200;

const list = route({
  method: 'GET',
  url: '/api/reports',
  permission: 'read-reports',
  schema: { answer: reportsListSchema },
  async handler({ services, school, actor, at }) {
    const [reports, people, accounts] = await Promise.all([school.reports.list(shown), school.people.list(), school.accounts.list()]);
    const named = new Map(people.map(({ id, name }) => [id, name]));
    const staff = new Map(accounts.map(({ id, name }) => [id, name]));
    // Names are in it, so the trail says who looked.
    await services.viewings.record(school, { by: actor.account, did: 'viewed-reports', to: null, detail: null }, at);
    return {
      reports: reports.map(({ subject, seen, ...told }) => ({
        ...told,
        from: subject === null ? null : (named.get(subject) ?? 'Somebody who has left'),
        seen: seen && { at: seen.at, by: staff.get(seen.by) ?? 'Somebody who has left' },
      })),
    };
  },
});

const seen = route({
  method: 'POST',
  url: '/api/reports/:id/seen',
  permission: 'read-reports',
  schema: { params: idParams },
  async handler({ school, actor, params, at }) {
    if (!(await school.reports.markSeen(params.id, actor.account, at)))
      return conflict('Somebody has seen this already, or there is none.');
    await school.audit.add({ at, by: actor.account, did: 'saw-report', to: params.id.replace('-', ':'), detail: null });
    return undefined;
  },
});

export const reportListRoutes = [list, seen];
