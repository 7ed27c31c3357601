import { policyEditedSchema, policyEditSchema, policyViewSchema } from '#policies/contracts/dashboard-api.ts';
import { noPolicyYet } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { listsInForce } from '../policy/lists-in-force.ts';
import { editPolicy } from '../policy/edit-policy.ts';

const showPolicy = route({
  method: 'GET',
  url: '/api/policy',
  permission: 'see-policy',
  schema: { answer: policyViewSchema },
  async handler({ services, school }) {
    const [current, opened] = await Promise.all([school.policies.current(), services.bundles.latest(school)]);
    if (!current || !opened) return noPolicyYet;
    return { ...current, bundle: opened.bundle.number, lists: listsInForce(opened) };
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
