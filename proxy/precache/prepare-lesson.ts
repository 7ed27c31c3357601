// Makes the sites of a plan ready for one lesson, and says of each how ready it is, while it works and when it has ended.
import { setTimeout as wait } from 'node:timers/promises';
import type { LessonPlan, LessonReady, LinkReady, PlanLink } from '#policies/contracts/lesson-plan.ts';
import { lessonsInForce } from '#policies/contracts/lesson-policy.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { pageChangeWords } from '#policies/workflows/page-change-words.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import { windowsOf } from '#policies/workflows/plan-rules.ts';
import { lessonKey, lessonOfKey } from '#store/plan-store.ts';
import { errorForLog } from '../record/error-for-log.ts';
import type { JobRun, JobWork } from '#store/job-runner.ts';
import type { LookingOptions } from './look-at-page.ts';
import { readPage, type PageRead, type ReadPageOptions } from './read-page.ts';
import { heldFor } from './readiness.ts';
import { keysOfVisit, needsOfVisit } from './visit-readiness.ts';

/** Sites that are fetched at the same time: one slow site must not hold up the others. */
const linksAtOnce = 6;
const progressEvery = 1000;
const mostMissing = 50;

interface Lesson {
  readonly ref: LessonRef;
  readonly plan: LessonPlan;
  readonly policy: PolicyDocument;
  /** The moment that it is judged for: the lesson's first, or now where it has begun. */
  readonly at: number;
  /** When it ends. */
  readonly until: number;
  /** When the last lesson of the class ends: until then what was fetched is kept. */
  readonly keepUntil: number;
}

/** What the cache counts a lesson's effect under. */
export const effectName = (plan: string, lesson: LessonRef): string => `${plan} ${lessonKey(lesson)}`;

export function prepareLesson(options: LookingOptions): JobWork {
  const { school, clock } = options;
  return {
    async work(run) {
      const ref = lessonOfKey(run.job.part ?? '');
      const kept = await school.plans.byId(run.job.about);
      const current = await school.policies.current();
      if (!ref || !kept || !current) return 'There is no such lesson any more.';
      const window = lessonWindow(current.policy, ref);
      const now = clock();
      if (!window || window.until <= now) return 'The lesson was over before it could be prepared.';
      const links = kept.plan.links.filter(({ state }) => state === 'approved' || state === 'open-already');
      if (links.length === 0) return 'No site of the plan is open for it.';
      const keepUntil = windowsOf(current.policy, kept.plan.lessons, ref.group, now).at(-1)?.until ?? window.until;
      const lesson: Lesson = {
        ref,
        plan: kept.plan,
        policy: current.policy,
        at: Math.max(now, window.from),
        until: window.until,
        keepUntil,
      };
      return prepareLinks(lesson, links, run, options);
    },
    async giveUp({ about, part }) {
      const ref = lessonOfKey(part ?? '');
      const kept = await school.plans.byId(about);
      if (!ref || !kept) return;
      const why = 'The filter itself failed while it prepared the lesson. Tell the school’s technician.';
      const links = kept.plan.links.map((link) => nothingOf(link, 'red', why));
      await school.plans.saveReady(about, { lesson: ref, state: 'red', at: clock(), left: null, links, effect: null });
    },
  };
}

async function prepareLinks(lesson: Lesson, links: readonly PlanLink[], run: JobRun, options: LookingOptions): Promise<string> {
  const { school, clock, log } = options;
  const found = new Map<string, LinkReady>(links.map((link) => [link.id, nothingOf(link, 'waiting', null)]));
  const begun = performance.now();
  let written = Number.NEGATIVE_INFINITY;
  let writing = Promise.resolve();
  const report = (state: LessonReady['state']): LessonReady => {
    const ended = [...found.values()].filter((one) => one.state !== 'waiting' && one.state !== 'running').length;
    run.progress(ended / links.length);
    const left = state !== 'running' || ended === 0 ? null : Math.round(((performance.now() - begun) / ended) * (links.length - ended));
    return { lesson: lesson.ref, state, at: clock(), left, links: [...found.values()], effect: null };
  };
  const tell = (): void => {
    if (performance.now() - written < progressEvery) return;
    written = performance.now();
    const soFar = report('running');
    writing = writing
      .then(() => school.plans.saveReady(lesson.plan.id, soFar))
      .catch((error: unknown) => log.warn(errorForLog(error), 'the progress of a lesson could not be written'));
  };
  /** Every site once more, some at a time; what was found of it before stays told until there is something newer. */
  const pass = async (by: 'crawler' | undefined, atOnce: number): Promise<void> => {
    const waiting = [...links];
    const worker = async (): Promise<void> => {
      for (let link = waiting.shift(); link !== undefined && !run.signal.aborted; link = waiting.shift()) {
        const { id } = link;
        const before = found.get(id);
        const soFar = (so: { requests: number; bytes: number }): void => {
          if (before?.state === 'waiting') found.set(id, { ...nothingOf({ id }, 'running', null), objects: so.requests, bytes: so.bytes });
          tell();
        };
        soFar({ requests: 0, bytes: 0 });
        found.set(id, await prepareLink(lesson, link, by, soFar, run, options));
        tell();
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: atOnce }, worker));
    const fault = workers.find((one) => one.status === 'rejected');
    if (fault && !run.signal.aborted) throw fault.reason;
  };
  // The crawler fills the line, for several sites at once. A browser, one page at a time, then finds most of it here, and what only scripts ask for.
  await pass('crawler', linksAtOnce);
  if (!run.signal.aborted && (await options.hasBrowser())) await pass(undefined, 1);
  await writing;
  if (run.signal.aborted) {
    for (const [id, one] of found) if (one.state === 'waiting' || one.state === 'running') found.set(id, { ...one, state: 'cancelled' });
    await school.plans.saveReady(lesson.plan.id, report('cancelled'));
    return '';
  }
  const worst = (['red', 'amber'] as const).find((state) => [...found.values()].some((one) => one.state === state)) ?? 'green';
  await school.plans.saveReady(lesson.plan.id, report(worst));
  // The dashboard knows teachers' addresses and the mail server; this process does not.
  await school.jobs.add({ id: `tell:${run.job.id}`, kind: 'tell', about: run.job.about, part: run.job.part }, clock());
  const counts = ['green', 'amber', 'red'].map((state) => `${[...found.values()].filter((one) => one.state === state).length} ${state}`);
  return `${counts.join(', ')} of ${links.length} sites.`;
}

async function prepareLink(
  { ref, plan, policy, at, until, keepUntil }: Lesson,
  link: PlanLink,
  by: 'crawler' | undefined,
  progress: (so: { requests: number; bytes: number }) => void,
  { signal }: JobRun,
  { school, clock, fetchThroughPipeline: fetch, visit, cache, limits }: LookingOptions,
): Promise<LinkReady> {
  const read = await readWhenOpen({ url: link.url, group: ref.group, at, permits: [], fetch, limits, signal }, limits.approvalWait);
  const changed = link.reviewed && 'page' in read ? pageChangeWords(link.reviewed, read.page) : null;
  const wish = link.reviewed === null ? 'live' : (link.choice ?? lessonsInForce(policy).changed);
  if (changed !== null && wish === 'none') {
    // The dashboard publishes policies; until it has, a minute at most, the page is open as it was.
    await school.jobs.add(
      { id: `close:${plan.id}:${link.id}:${link.answers.length}`, kind: 'close', about: plan.id, part: link.id },
      clock(),
    );
    return { ...nothingOf(link, 'red', 'The page has changed, and is not opened until you have chosen.'), changed };
  }
  const reviewedFor = `${plan.id} ${link.id} ${ref.group}`;
  const kept = changed !== null && wish === 'reviewed' && cache.hasReviewed(link.url, reviewedFor);
  if (kept) {
    await cache.pin([link.url], keepUntil, { lesson: reviewedFor, frozen: true, frozenFrom: at });
    return { ...nothingOf(link, 'amber', null), stored: 1, objects: 1, changed };
  }
  const notKept = changed !== null && wish === 'reviewed' ? ' It had changed before it was fetched, so pupils get the page as it is.' : '';
  const visiting = { url: link.url, group: ref.group, at, permits: [], complete: true as const, signal, limits, progress };
  const seen = await visit(by === undefined ? visiting : { ...visiting, by });
  const keys = keysOfVisit(seen);
  await cache.pin(keys, until, { lesson: effectName(plan.id, ref) });
  // A page that is as it was approved is kept as it is now; so is all that it is made of.
  const frozen = wish === 'reviewed' && changed === null;
  await cache.pin(keys, keepUntil, frozen ? { lesson: reviewedFor, frozen, frozenFrom: at } : { lesson: reviewedFor });
  const { state, stored, missing } = await heldFor(needsOfVisit(seen), cache, keepUntil);
  const worse = changed !== null && state === 'green' ? 'amber' : state;
  // Why the page itself did not come is known better than why no copy of it is there.
  const told = 'problem' in read && !missing.some(({ why }) => why === read.problem) ? read.problem : null;
  const first = state === 'red' && told !== null ? [{ url: link.url, why: told }] : [];
  return {
    link: link.id,
    state: worse,
    objects: seen.requests.length,
    stored,
    bytes: seen.bytes,
    missing: [...first, ...missing].slice(0, mostMissing),
    changed: changed === null ? null : changed + notKept,
  };
}

/** The approval may not have reached this proxy yet. @param patience milliseconds */
async function readWhenOpen(options: ReadPageOptions, patience: number): Promise<PageRead> {
  const giveUpAt = performance.now() + patience;
  for (;;) {
    const read = await readPage(options);
    if (!('blocked' in read) || performance.now() > giveUpAt) return read;
    await wait(Math.min(500, patience), undefined, { signal: options.signal });
  }
}

function nothingOf(
  { id, url = '' }: { readonly id: string; readonly url?: string },
  state: LinkReady['state'],
  why: string | null,
): LinkReady {
  return { link: id, state, objects: 0, stored: 0, bytes: 0, missing: why === null ? [] : [{ url, why }], changed: null };
}
