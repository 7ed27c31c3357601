import { rosterResultSchema, rosterSchema } from '#policies/contracts/dashboard-api.ts';
import { noPolicyYet } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { importRoster } from '../roster/import-roster.ts';

/** Two million characters of CSV, with what JSON adds to them. */
const bodyLimit = 6 * 1024 * 1024;

const importCsv = route({
  method: 'POST',
  url: '/api/roster',
  permission: 'manage-roster',
  bodyLimit,
  schema: { body: rosterSchema, answer: rosterResultSchema },
  async handler({ services, school, actor, body, at }) {
    const policy = (await school.policies.current())?.policy;
    if (!policy) return noPolicyYet;
    const result = await services.inTurn(`roster:${school.school.id}`, () => importRoster(school, policy.groups, body.csv));
    await school.audit.add({
      at,
      by: actor.account,
      did: 'imported-roster',
      to: null,
      detail: `${result.saved} saved, ${result.problems.length} problems`,
    });
    return result;
  },
});

export const rosterRoutes = [importCsv];
