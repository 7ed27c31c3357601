// After a start: what was cut short between writing an answer down and publishing it is made up for, before anybody asks for it.
import type { SchoolStore } from '#store/school-store.ts';
import { Problem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { openAsWritten } from './settle-links.ts';

/** Plans that were changed last, as many as are looked at: an answer that was cut short was the last thing that happened to its plan. */
const newest = 200;

/** Brings the policy in line with the plans as they are written. Faults are told and hold up no other plan. */
export async function settlePlans(
  services: Services,
  school: SchoolStore,
  onFault: (error: unknown, words: string) => void,
): Promise<void> {
  const told = 'a lesson plan and the policy could not be brought in line';
  const fault = (error: unknown): void => onFault(error, told);
  const plans = await school.plans.list({ limit: newest }).catch((error: unknown) => {
    fault(error);
    return [];
  });
  for (const { plan } of plans)
    await services
      .inTurn(`plan:${school.school.id}:${plan.id}`, async () => {
        const kept = await school.plans.byId(plan.id);
        const settled = kept && (await openAsWritten({ services, school, by: 'system', at: services.clock() }, kept.plan));
        if (settled instanceof Problem) fault(new Error(settled.detail));
      })
      .catch(fault);
}
