// When a lesson is over: what the cache did for it, written into its report.
import type { JobWork } from '#store/job-runner.ts';
import { lessonOfKey } from '#store/plan-store.ts';
import { effectName } from './prepare-lesson.ts';
import type { PreparingOptions } from './prepare-request.ts';

export function measureLesson({ school, cache }: PreparingOptions): JobWork {
  return {
    async work({ job }) {
      const lesson = lessonOfKey(job.part ?? '');
      const ready = lesson && (await school.plans.ready(job.about, lesson));
      if (!lesson || !ready) return 'The lesson was not prepared.';
      const { answersFromCache, bytesFromCache, originRequests, originBytes, millisecondsSpared } = cache.effectOf(
        effectName(job.about, lesson),
      );
      const effect = {
        answers: answersFromCache,
        bytes: bytesFromCache,
        originRequests,
        originBytes,
        sparedMs: Math.round(millisecondsSpared),
      };
      await school.plans.saveReady(job.about, { ...ready, effect });
      return `${answersFromCache} answers from the cache, ${originRequests} requests to the sites.`;
    },
    giveUp: () => Promise.resolve(),
  };
}
