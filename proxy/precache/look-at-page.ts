// Opens a page of a plan as a pupil of the class would find it if the permission were given: what it needs, what of that would be stopped, and how it
// looks. Nobody has been asked yet, and nothing is opened by looking.
import type { PageLook, PlanLink, ReviewedPage } from '#policies/contracts/lesson-plan.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { GroupId } from '#policies/model/group.ts';
import { rulesOfLink, windowsOf } from '#policies/workflows/plan-rules.ts';
import type { JobRun, JobWork } from '#store/job-runner.ts';
import type { KeptPlan } from '#store/plan-store.ts';
import type { PreparingOptions } from './prepare-request.ts';
import { readPage } from './read-page.ts';
import type { VisitPage, VisitResult } from './visit/visit.ts';

export interface LookingOptions extends PreparingOptions {
  readonly visit: VisitPage;
  /** Whether a browser makes the visits that are not given to the crawler. */
  readonly hasBrowser: () => Promise<boolean>;
}

const nothing: ReviewedPage = { at: 0, words: '', count: 0, title: '', hosts: [] };
const mostHosts = 200;

export function lookAtPage(options: LookingOptions): JobWork {
  const { school, clock } = options;
  return {
    async work(run) {
      const { about, part } = run.job;
      const kept = await school.plans.byId(about);
      const current = await school.policies.current();
      const link = kept?.plan.links.find(({ id }) => id === part);
      if (!kept || !current || !link) return 'The page is no longer in the plan.';
      const when = nextLesson(current.policy, kept, clock());
      if (when === null) return 'All lessons of the plan are over.';
      const look = await lookAt(link, kept, current.policy, when, run, options);
      if (run.signal.aborted || look === null) return '';
      await school.plans.saveLook(about, link.id, look.look, look.picture);
      return look.look.problem ?? `${look.look.hosts.length} hosts.`;
    },
    async giveUp({ about, part }) {
      const kept = await school.plans.byId(about);
      const link = kept?.plan.links.find(({ id }) => id === part);
      if (link) await school.plans.saveLook(about, link.id, lookWithout(link, clock(), 'The filter itself failed at looking at it.'), null);
    },
  };
}

function nextLesson(policy: PolicyDocument, { plan }: KeptPlan, now: number): { group: GroupId; at: number } | null {
  const first = [...new Set(plan.lessons.map(({ group }) => group))]
    .flatMap((group) => windowsOf(policy, plan.lessons, group, now).map(({ from }) => ({ group, at: Math.max(from, now) })))
    .sort((a, b) => a.at - b.at)[0];
  return first ?? null;
}

async function lookAt(
  link: PlanLink,
  { plan }: KeptPlan,
  policy: PolicyDocument,
  { group, at }: { readonly group: GroupId; readonly at: number },
  { signal, progress }: JobRun,
  { visit, fetchThroughPipeline: fetch, limits, clock }: LookingOptions,
): Promise<{ look: PageLook; picture: VisitResult['picture'] } | null> {
  // Only the page itself: what it shows of others is seen as things are.
  const permits = rulesOfLink(policy, plan, { ...link, embeds: [] }, { by: 'look', reason: 'look', at: clock() });
  const read = await readPage({ url: link.url, group, at, permits, fetch, limits, signal });
  if (signal.aborted) return null;
  if ('problem' in read) return { look: lookWithout(link, clock(), read.problem), picture: null };
  const seen = await visit({
    url: link.url,
    group,
    at,
    permits,
    signal,
    limits,
    progress: ({ requests }) => progress(requests / limits.requests),
  });
  if (signal.aborted) return null;
  const hosts = hostsOf(seen);
  const page = { ...read.page, at: clock(), hosts: hosts.map(({ host }) => host) };
  const look: PageLook = {
    at: clock(),
    by: seen.by === 'chromium' ? 'browser' : 'mark-up',
    finalUrl: seen.path.at(-1) ?? link.url,
    page,
    hosts,
    notes: seen.notes.map(({ why }) => why),
    problem: null,
    pictured: seen.picture !== null,
  };
  return { look, picture: seen.picture };
}

/** Whom the page takes something from, the most first. */
function hostsOf({ requests }: VisitResult): PageLook['hosts'] {
  const hosts = new Map<string, PageLook['hosts'][number]>();
  for (const { url, outcome } of requests) {
    if (outcome.is === 'left-out') continue;
    const host = new URL(url).hostname;
    const known = hosts.get(host) ?? { host, objects: 0, blocked: 0, category: null };
    const stopped = outcome.is === 'blocked';
    hosts.set(host, {
      host,
      objects: known.objects + 1,
      blocked: known.blocked + (stopped ? 1 : 0),
      category: (stopped ? outcome.stopped?.category : null) ?? known.category,
    });
  }
  return [...hosts.values()].sort((a, b) => b.objects - a.objects).slice(0, mostHosts);
}

function lookWithout(link: PlanLink, at: number, problem: string): PageLook {
  return { at, by: 'mark-up', finalUrl: link.url, page: { ...nothing, at }, hosts: [], notes: [], problem, pictured: false };
}
