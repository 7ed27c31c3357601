// A request that nobody has answered in time goes to the head: the plan says so, and so does the audit trail.
import type { LessonPlan } from '#policies/contracts/lesson-plan.ts';
import type { JobWork } from '#store/job-runner.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { tellHead } from '../letters/plan-letters.ts';
import type { Services } from '../services.ts';

const mostTries = 5;

export function remind(services: Services, school: SchoolStore): JobWork {
  return {
    async work({ job }) {
      for (let tries = 0; tries < mostTries; tries++) {
        const kept = await school.plans.byId(job.about);
        const waiting = kept?.plan.links.filter(({ state }) => state === 'waiting' || state === 'appealed') ?? [];
        if (!kept || waiting.length === 0) return 'Everything was answered.';
        const at = services.clock();
        const words = 'Nobody has answered, and the lesson comes near: it went to the head.';
        const links = kept.plan.links.map((link) =>
          waiting.includes(link) ? { ...link, answers: [...link.answers, { did: 'escalated' as const, by: 'system', at, words }] } : link,
        );
        const plan: LessonPlan = { ...kept.plan, links, changedAt: at };
        if ((await school.plans.save(plan, kept.version)) === null) continue;
        await tellHead({ school, url: services.publicUrl(), at }, plan);
        await school.audit.add({ at, by: 'system', did: 'escalated-plan', to: `plan:${plan.id}`, detail: `${waiting.length} sites` });
        return `${waiting.length} sites went to the head.`;
      }
      throw new Error('the plan was changed by others all the time');
    },
    giveUp: () => Promise.resolve(),
  };
}
