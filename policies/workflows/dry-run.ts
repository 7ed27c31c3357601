// What a permission would open, found by asking the judge itself as a member of the class, before anybody decides.
import type { Bundle } from '../contracts/bundle.ts';
import type { DryRun } from '../contracts/whitelist-request.ts';
import { isPublicSuffix } from '../engine/host-suffixes.ts';
import { createJudge, type Holdings, type Judge } from '../engine/judge.ts';
import { formatTarget } from '../engine/target.ts';
import { videoOf } from '../engine/video-address.ts';
import type { AccessRequest } from '../model/access-request.ts';
import type { GroupId } from '../model/group.ts';
import type { Instant } from '../model/instant.ts';
import type { Window } from '../model/rule.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { explain } from '../words/explain.ts';
import { whoCanChange } from '../words/who-can-change.ts';
import { dateAndTime, span } from '../words/time.ts';
import { permissionRule, permittedPath, withOwnParts, withRules } from './decide.ts';

export interface DryRunInput {
  readonly bundle: Bundle;
  /** What the bundle stands on; may be left out for one that stands on nothing. */
  readonly holdings?: Holdings | undefined;
  readonly target: Target;
  readonly wholeSite: boolean;
  readonly audience: GroupId;
  /** When the permission would begin and end; with `null` it would begin at once. */
  readonly from: Instant | null;
  readonly until: Instant;
  /** Where it would hold in several stretches between the two and at no other time. */
  readonly windows?: readonly Window[];
  /** Now. */
  readonly at: Instant;
}

export function dryRun(input: DryRunInput): DryRun {
  const { bundle, holdings } = input;
  const rule = permissionRule({ ...input, request: 'dry-run', by: 'dry-run', reason: null });
  const after = createJudge({ ...bundle, policy: withRules(bundle.policy, withOwnParts(rule)) }, holdings);
  return dryRunWith(createJudge(bundle, holdings), after, input);
}

/** The same by two judges that are there: of things as they are, and as they would be. */
export function dryRunWith(asIs: Judge, permitted: Judge, input: Omit<DryRunInput, 'holdings'>): DryRun {
  const { bundle, target, audience } = input;
  const groupName = (id: string): string => bundle.policy.groups.find((group) => group.id === id)?.name ?? id;
  const request: AccessRequest = {
    subject: { id: 'dry-run', groups: [audience] },
    target,
    destination: 'document',
    initiator: null,
    at: input.from ?? input.at,
  };
  const before = asIs.judge(request);
  const after = permitted.judge(request);
  const mandatory = before.effect === 'block' && before.because.rule.layer === 'mandatory';
  const told = (verdict: Verdict) => ({ effect: verdict.effect, category: verdict.category, why: explain(verdict, groupName) });
  return {
    url: formatTarget(target),
    before: { ...told(before), staffMayOpen: staffMayOpen(before) },
    after: told(after),
    opens: mandatory ? ['Nobody at the school can open this site.'] : sentences(input, groupName(audience), before, after),
    mandatory,
  };
}

/** Of what is stopped only categories that are `block-unless-approved`, and sites that nobody knows. */
export function staffMayOpen(verdict: Verdict): boolean {
  return verdict.effect !== 'block' || whoCanChange(verdict) === 'teacher-or-committee';
}

function sentences(input: Omit<DryRunInput, 'holdings'>, audience: string, before: Verdict, after: Verdict): string[] {
  const { target, from, until, at, bundle } = input;
  const { timeZone } = bundle.policy;
  const said = [scope(input)];
  if (before.effect === 'allow') said.push('It is open to them already: the permission would change nothing.');
  else if (after.effect !== 'allow') said.push('The permission would not open it: something else still stops it.');
  said.push(`It holds for ${audience} and for nobody else.`);
  const [first, last] = [input.windows?.[0], input.windows?.at(-1)];
  if (first && last && first !== last) {
    const times = `the first on ${span(first.from, first.until, timeZone)}, the last on ${span(last.from, last.until, timeZone)}`;
    said.push(`It holds in ${input.windows?.length} lessons and at no other time: ${times}. It lapses by itself.`);
  } else
    said.push(
      from === null || from <= at
        ? `It holds at once and lapses by itself: ${dateAndTime(until, timeZone)}.`
        : `It holds on ${span(from, until, timeZone)}, and lapses by itself.`,
    );
  said.push(`Other sites that ${target.host} shows or links to are judged as before.`);
  return said;
}

function scope({ target, wholeSite }: Pick<DryRunInput, 'target' | 'wholeSite'>): string {
  const path = permittedPath(target);
  if (!wholeSite && videoOf(target) !== null)
    return `It opens this one video at ${target.host}, with what it is played from, and no other video and no search there.`;
  if (!wholeSite && path !== null)
    return `It opens addresses at ${target.host} that begin with ${path}, with what these pages are made of, and nothing else there.`;
  const below = isPublicSuffix(target.host) ? 'but no site below it' : `and every site below it (anything.${target.host})`;
  const why = wholeSite ? '' : ' The address is the front page, under which everything lies.';
  return `It opens every page of ${target.host}, ${below}.${why}`;
}
