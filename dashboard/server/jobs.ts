// The dashboard's own part of the queue, for every school that is in the store.
import { startJobRunner } from '#store/job-runner.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { watchAlerts } from './letters/alerts.ts';
import { startSending } from './letters/send-letters.ts';
import { closeChanged } from './plans/close-changed.ts';
import { remind } from './plans/remind.ts';
import { settlePlans } from './plans/settle-plans.ts';
import { tellHowReady } from './plans/tell-ready.ts';
import type { Services } from './services.ts';

const lookEvery = 2_000;
const newSchoolsEvery = 60_000;
/** Jobs that have ended and letters are seen for so long (milliseconds). */
const keptFor = 30 * 24 * 60 * 60 * 1000;

export function startJobs(services: Services): { close(): Promise<void> } {
  const { store, clock, log } = services;
  const runners = new Map<string, { close(): Promise<void> }>();
  const start = async (): Promise<void> => {
    for (const { id } of await store.schools()) {
      const school = store.forSchool(id);
      if (!runners.has(id)) {
        runners.set(id, ofSchool(services, school));
      }
      await school.jobs.forget(clock() - keptFor);
      await school.letters.forget(clock() - keptFor);
    }
  };
  const tryToStart = (): Promise<void> => start().catch((error: unknown) => log.error({ err: error }, 'the queue could not be looked at'));
  let starting = tryToStart();
  const timer = setInterval(() => {
    starting = tryToStart();
  }, newSchoolsEvery);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await starting;
      await Promise.all([...runners.values()].map((runner) => runner.close()));
    },
  };
}

/** Letters apart from the queue: no job holds up an alert. */
function ofSchool(services: Services, school: SchoolStore): { close(): Promise<void> } {
  const { clock, log, mail } = services;
  const onFault = (error: unknown, words: string): void => log.error({ err: error }, words);
  const works = { remind: remind(services, school), close: closeChanged(services, school), tell: tellHowReady(services, school) };
  const settled = settlePlans(services, school, onFault);
  const parts = [
    startJobRunner({ jobs: school.jobs, works, clock, pollMs: lookEvery, onFault }),
    watchAlerts(services, school),
    ...(mail ? [startSending({ school, mail, clock, onFault })] : []),
  ];
  return {
    async close() {
      await Promise.all([settled, ...parts.map((part) => part.close())]);
    },
  };
}
