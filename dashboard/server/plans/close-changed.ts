// Closes a site whose page is no longer what was approved, where the school wants neither the copy nor the page as it is until the teacher has chosen.
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { JobWork } from '#store/job-runner.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { Problem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { changedMeanwhile } from './reachable-plan.ts';
import { openAsWritten, settleLinks } from './settle-links.ts';

const mostTries = 5;
/** Milliseconds. */
const pause = 1_000;
const words = 'The page has changed since it was approved, so it was closed. Choose what pupils get, or ask again.';

export function closeChanged(services: Services, school: SchoolStore): JobWork {
  return {
    async work({ job, signal }) {
      let refusal = 'the plan was changed by others all the time';
      for (let tries = 0; tries < mostTries; tries++) {
        const kept = await school.plans.byId(job.about);
        const link = kept?.plan.links.find(({ id }) => id === job.part);
        const at = services.clock();
        if (!kept || link?.state !== 'approved' || link.choice !== null) {
          const left = kept && (await openAsWritten({ services, school, by: 'system', at }, kept.plan));
          if (left instanceof Problem) throw new Error(left.detail);
          return 'There is nothing to close any more.';
        }
        const closed: PlanLink = { ...link, state: 'refused', answers: [...link.answers, { did: 'refused', by: 'system', at, words }] };
        const links = kept.plan.links.map((one) => (one.id === link.id ? closed : one));
        const settled = await settleLinks({ services, school, by: 'system', at }, kept, links);
        if (settled === changedMeanwhile) continue;
        // Somebody publishes at the same moment; a page that should be closed is not left open for that.
        if (settled instanceof Problem) {
          refusal = settled.detail;
          await sleep(pause, undefined, { signal }).catch(() => undefined);
          continue;
        }
        await school.audit.add({
          at,
          by: 'system',
          did: 'closed-changed-page',
          to: `plan:${kept.plan.id}`,
          detail: `${link.id} ${link.host}`,
        });
        return `${link.host} was closed.`;
      }
      throw new Error(refusal);
    },
    giveUp: () => Promise.resolve(),
  };
}
