// What an approval is: one more rule, in the layer `decision`, that ends by itself.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { canonicalPath } from '../engine/path-prefix.ts';
import { videoOf } from '../engine/video-address.ts';
import type { GroupId } from '../model/group.ts';
import type { Instant } from '../model/instant.ts';
import type { Rule } from '../model/rule.ts';
import type { Target } from '../model/target.ts';

/** The rule that opens a target for an audience. The same request always makes the rule of the same id. */
export function permissionRule(input: {
  /** Whitelist request id. */
  readonly request: string;
  /** Account id of who decided. */
  readonly by: string;
  readonly target: Target;
  /** `false` opens only addresses that begin with the target's path; where that is the page of a video, the video. */
  readonly wholeSite: boolean;
  readonly audience: GroupId;
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** In words that a pupil may read. */
  readonly reason: string | null;
}): Rule {
  const { request, by, target, wholeSite, audience, from, until, reason } = input;
  return {
    id: `decision:${request}`,
    layer: 'decision',
    effect: 'allow',
    match: wholeSite ? { kind: 'host', host: target.host, path: null } : onlyThis(target),
    audience,
    from,
    until,
    origin: { kind: 'decision', request, by },
    reason: reason === null ? null : reason.slice(0, 500).toWellFormed(),
  };
}

/**
 * A permission with what its page is made of: pictures, styles and scripts of a host mostly lie elsewhere there than the page. They open for pages of
 * the host only, and nobody can go to them.
 */
export function withOwnParts(rule: Rule): Rule[] {
  const { match } = rule;
  if (match.kind !== 'host' || match.path === null) return [rule];
  return [rule, { ...rule, id: `${rule.id}:parts`, match: { ...match, path: null }, embedded: [match.host] }];
}

/** Of a video its every address, of any other page what begins with its path. */
function onlyThis(target: Target): Rule['match'] {
  const video = videoOf(target);
  return video === null ? { kind: 'host', host: target.host, path: permittedPath(target) } : { kind: 'video', video };
}

/** The path that a permission for one page opens, or `null` when that is the front page: everything lies below it. */
export function permittedPath(target: Target): string | null {
  return target.path === null || target.path === '/' ? null : canonicalPath(target.path);
}

/** The policy with rules in it, in place of earlier rules of the same ids. */
export function withRules(policy: PolicyDocument, rules: readonly Rule[]): PolicyDocument {
  const ids = new Set(rules.map(({ id }) => id));
  return { ...policy, rules: [...policy.rules.filter((one) => !ids.has(one.id)), ...rules] };
}

/** Permissions that ended longer ago than this (milliseconds) leave the policy; requests, plans and audit trail still tell of them. */
const lapsedFor = 30 * 24 * 60 * 60 * 1000;

/** The policy without permissions that ended long ago. */
export function withoutLapsed(policy: PolicyDocument, at: Instant): PolicyDocument {
  return {
    ...policy,
    rules: policy.rules.filter((rule) => rule.layer !== 'decision' || rule.until === null || rule.until > at - lapsedFor),
  };
}
