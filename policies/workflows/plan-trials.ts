// A plan as the pupils of its classes would find it: every site judged as things are and as they would be, and who answers for it. By the judge
// itself, in one go for all sites.
import type { Bundle } from '../contracts/bundle.ts';
import type { Answerer, LessonPlan, LinkTrial, PageLook, PlanLink } from '../contracts/lesson-plan.ts';
import { answerers } from '../contracts/lesson-plan.ts';
import { createJudge, type Holdings, type Judge } from '../engine/judge.ts';
import { parseTarget } from '../engine/target.ts';
import { effects } from '../model/effect.ts';
import type { GroupId } from '../model/group.ts';
import type { Instant } from '../model/instant.ts';
import type { Window } from '../model/rule.ts';
import { dryRunWith, staffMayOpen } from './dry-run.ts';
import { rulesOfLink, windowsOf } from './plan-rules.ts';
import { whoAnswers, type WhoAnswers } from './who-answers.ts';

export interface PlanTrialInput {
  readonly bundle: Bundle;
  readonly holdings: Holdings;
  /** Of the bundle. */
  readonly judge: Judge;
  readonly plan: LessonPlan;
  /** By link id; what a page was seen to need is judged too. */
  readonly looks: ReadonlyMap<string, PageLook>;
  /** Classes that the owner of the plan teaches. */
  readonly teaches: readonly GroupId[];
  readonly at: Instant;
}

/** A trial with what the permission has to open besides the site itself. */
export interface PlanTrial extends LinkTrial {
  /** Hosts whose things the page shows, that are stopped as things are, and that a permission can open. */
  readonly embeds: readonly string[];
}

/** None where no lesson is to come. */
export function planTrials(input: PlanTrialInput): PlanTrial[] {
  const { bundle, holdings, judge, plan, at } = input;
  const { policy } = bundle;
  const stretches = new Map(
    [...new Set(plan.lessons.map(({ group }) => group))]
      .map((group) => [group, windowsOf(policy, plan.lessons, group, at)] as const)
      .filter(([, windows]) => windows.length > 0),
  );
  if (stretches.size === 0) return [];
  const untried = plan.links.filter(({ state }) => state !== 'approved');
  const rules = untried.flatMap((link) => rulesOfLink(policy, plan, link, { by: 'dry-run', reason: 'dry-run', at }));
  const kept = policy.rules.filter(({ id }) => !rules.some((rule) => rule.id === id));
  const permitted = createJudge({ ...bundle, policy: { ...policy, rules: [...kept, ...rules] } }, holdings);
  return plan.links.flatMap((link) => trialOf(link, judge, permitted, [...stretches.entries()], input) ?? []);
}

type Stretch = readonly [group: GroupId, windows: readonly Window[]];

function trialOf(link: PlanLink, judge: Judge, permitted: Judge, stretches: readonly Stretch[], input: PlanTrialInput): PlanTrial | null {
  const { bundle, plan, teaches, at } = input;
  const target = parseTarget(link.url);
  if (target === null) return null;
  const until = Math.max(...stretches.map(([, windows]) => windows.at(-1)?.until ?? 0));
  const ownClasses = plan.lessons.every(({ group }) => teaches.includes(group));
  // Of several classes the one for which most is stopped.
  const runs = stretches.map(([group, windows]) =>
    dryRunWith(judge, permitted, {
      bundle,
      target,
      wholeSite: link.wholeSite,
      audience: group,
      from: windows[0]?.from ?? null,
      until: windows.at(-1)?.until ?? until,
      windows,
      at,
    }),
  );
  const dryRun = runs.toSorted((a, b) => effects.indexOf(b.before.effect) - effects.indexOf(a.before.effect))[0];
  if (dryRun === undefined) return null;
  const asked = { policy: bundle.policy, ownClasses, until, at };
  const answers: WhoAnswers[] = [whoAnswers({ ...asked, dryRun, wholeSite: link.wholeSite })];
  const embeds: string[] = [];
  for (const { host } of input.looks.get(link.id)?.hosts ?? []) {
    const part = parseTarget(`https://${host}/`);
    if (part === null || host === target.host) continue;
    const [group = ''] = stretches[0] ?? [];
    const verdict = judge.judge({
      subject: { id: 'dry-run', groups: [group] },
      target: part,
      destination: 'image',
      initiator: `https://${target.host}`,
      at: stretches[0]?.[1][0]?.from ?? at,
    });
    if (verdict.effect !== 'block' || verdict.because.rule.layer === 'mandatory' || embeds.length >= mostEmbeds) continue;
    embeds.push(host);
    const before = { effect: verdict.effect, category: verdict.category, why: '', staffMayOpen: staffMayOpen(verdict) };
    answers.push(whoAnswers({ ...asked, dryRun: { url: host, before, after: before, opens: [], mandatory: false }, wholeSite: false }));
  }
  const [{ answerer, because } = { answerer: 'committee' as const, because: '' }] = answers.toSorted(
    (a, b) => rank(b.answerer) - rank(a.answerer),
  );
  return { link: link.id, dryRun, answerer, because, embeds };
}

const mostEmbeds = 60;
/** Of several parts the one that needs the most to be opened. */
const rank = (answerer: Answerer): number => answerers.indexOf(answerer);
