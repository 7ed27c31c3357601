import type { JobWork } from '#store/job-runner.ts';
import { lessonOfKey } from '#store/plan-store.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { tellReady } from '../letters/plan-letters.ts';
import type { Services } from '../services.ts';

/** Tells a teacher how ready a lesson is, where there is something to do about it. */
export function tellHowReady(services: Services, school: SchoolStore): JobWork {
  return {
    async work({ job }) {
      const lesson = lessonOfKey(job.part ?? '');
      const [kept, ready] = [await school.plans.byId(job.about), lesson && (await school.plans.ready(job.about, lesson))];
      if (!kept || !ready) return 'There is no such lesson any more.';
      await tellReady({ school, url: services.publicUrl(), at: services.clock() }, kept.plan, ready);
      return `The lesson is ${ready.state}.`;
    },
    giveUp: () => Promise.resolve(),
  };
}
