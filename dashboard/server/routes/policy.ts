import { policyEditedSchema, policyEditSchema, policyViewSchema } from '#policies/contracts/dashboard-api.ts';
import { noPolicyYet } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { editPolicy } from '../policy/edit-policy.ts';

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

const changePolicy = route({
  method: 'POST',
  url: '/api/policy',
  permission: 'edit-policy',
  // A school's own lists may hold many thousand addresses.
  bodyLimit: 4_000_000,
  perMinute: 30,
  schema: { body: policyEditSchema, answer: policyEditedSchema },
  handler: ({ services, school, actor, body, at }) => editPolicy(services, school, { ...body, by: actor.account, at }),
});

export const policyRoutes = [showPolicy, changePolicy];
