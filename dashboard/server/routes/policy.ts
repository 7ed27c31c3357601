import { policyViewSchema } from '#policies/contracts/dashboard-api.ts';
import { noPolicyYet } from '../http/problem.ts';
import { route } from '../http/route.ts';

const showPolicy = route({
  method: 'GET',
  url: '/api/policy',
  permission: 'see-policy',
  schema: { answer: policyViewSchema },
  async handler({ services, school }) {
    const [current, bundle, { lists }] = await Promise.all([
      school.policies.current(),
      school.policies.latestBundleNumber(),
      services.lists(),
    ]);
    if (!current) return noPolicyYet;
    return { ...current, bundle, lists: lists.map(({ id, name, category, entries }) => ({ id, name, category, entries: entries.length })) };
  },
});

export const policyRoutes = [showPolicy];
