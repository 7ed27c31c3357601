// The judge: one bundle, compiled for look-ups, that answers requests. Immutable; a changed policy makes a new judge.
import type { Bundle } from '../contracts/bundle.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { AccessRequest } from '../model/access-request.ts';
import { effects } from '../model/effect.ts';
import type { Flag } from '../model/flag.ts';
import type { GroupId } from '../model/group.ts';
import type { Instant } from '../model/instant.ts';
import type { Subject } from '../model/subject.ts';
import type { Target } from '../model/target.ts';
import type { TunnelVerdict, Verdict } from '../model/verdict.ts';
import { PhraseIndex } from '../phrases/phrase-index.ts';
import { BuiltInRules } from './built-in-rules.ts';
import { carriedTargets } from './carried-address.ts';
import { CategoryIndex } from './category-index.ts';
import { GroupTree } from './group-tree.ts';
import { isPublicSuffix, suffixesOf } from './host-suffixes.ts';
import { anyPath, pathTest, type PathTest } from './path-prefix.ts';
import { comparePrecedence, type Candidate } from './precedence.ts';
import { formatTarget } from './target.ts';
import { RuleIndex } from './rule-index.ts';

export interface Judge {
  /** Number of the bundle. */
  readonly bundle: number;
  readonly school: string;
  readonly policy: PolicyDocument;
  /** What applies to a request. A target without a path is judged by what holds for its whole host. */
  judge(request: AccessRequest): Verdict;
  /** How CONNECT is to be handled; see `TunnelVerdict`. */
  tunnel(request: AccessRequest): TunnelVerdict;
  /** Narrowest first with every ancestor, without `everyone`. */
  groupsOf(subject: Subject): GroupId[];
  phaseOf(subject: Subject): GroupId;
  /** The most severe phrase in what somebody searched for or typed. */
  flag(text: string): Flag | null;
}

/** Who asks and when, with what the rules need to know of them. */
interface Asker {
  readonly audiences: readonly string[];
  readonly phase: GroupId;
  readonly at: Instant;
}

/** Addresses inside addresses that are followed; each is a page fetched through one more service. */
const deepestCarried = 8;
const mostBeaten = 5;

export function createJudge(bundle: Bundle): Judge {
  const { policy } = bundle;
  const groups = new GroupTree(policy.groups);
  const lists = new CategoryIndex(bundle.lists);
  const rules = new RuleIndex(policy.rules, groups);
  const builtIn = new BuiltInRules(policy, groups);
  const phrases = new PhraseIndex(bundle.phraseLists);
  const passThrough = new Set(policy.passThrough);

  /** Everything that matches, what decides first. There is always at least the rule for sites that no list knows. */
  function candidates(asker: Asker, target: Target, path: PathTest): Candidate[] {
    const suffixes = suffixesOf(target.host);
    const categories = lists.categoriesOf(suffixes, path);
    const found = rules.matching({ audiences: asker.audiences, suffixes, path, categories, at: asker.at });
    for (const entry of categories.values()) found.push(builtIn.forCategory(asker.phase, entry));
    found.push(builtIn.forUnknownSite(asker.phase));
    return found.sort(comparePrecedence);
  }

  function judgeTarget(asker: Asker, target: Target): Verdict {
    const [winner, ...beaten] = candidates(asker, target, pathTest(target.path)) as [Candidate, ...Candidate[]];
    return {
      effect: winner.rule.effect,
      because: {
        rule: winner.rule,
        beat: beaten.slice(0, mostBeaten).map((candidate) => candidate.rule),
        list: winner.entry && { id: winner.entry.list.id, name: winner.entry.list.name, line: winner.entry.line },
        bundle: bundle.number,
      },
      // Where the rule names the site itself, the category that lists put it in, the strictest first.
      category: winner.category ?? beaten.find((candidate) => candidate.category !== null)?.category ?? null,
      obligations: builtIn.obligations(asker.phase, winner),
    };
  }

  function askerOf({ subject, at }: AccessRequest): Asker {
    const memberOf = groups.groupsOf(subject);
    return { audiences: groups.audiencesOf(subject, memberOf), phase: groups.phaseAmong(memberOf), at };
  }

  function judge(request: AccessRequest): Verdict {
    const asker = askerOf(request);
    let verdict = judgeTarget(asker, request.target);
    const seen = new Set<string>();
    let around = [request.target];
    for (let depth = 0; depth < deepestCarried && verdict.because.rule.layer !== 'mandatory'; depth++) {
      // What was met on another way is not followed again, or a few addresses would make very many.
      around = around.flatMap(carriedTargets).filter((inner) => seen.size < seen.add(formatTarget(inner)).size);
      for (const inner of around) {
        const ofInner = judgeTarget(asker, inner);
        if (gravity(ofInner) > gravity(verdict)) verdict = { ...ofInner, because: { ...ofInner.because, carried: inner.host } };
      }
    }
    return verdict;
  }

  function tunnel(request: AccessRequest): TunnelVerdict {
    const atHost: AccessRequest = { ...request, target: { ...request.target, path: null } };
    const verdict = judge(atHost);
    const unread = isPassThrough(request.target.host) && !dependsOnPath(atHost);
    if (!unread) return { handling: 'intercept', verdict };
    return { handling: verdict.effect === 'block' ? 'refuse' : 'tunnel', verdict };
  }

  function isPassThrough(host: string): boolean {
    return suffixesOf(host).some((suffix, distance) => passThrough.has(suffix) && (distance === 0 || !isPublicSuffix(suffix)));
  }

  /** Whether some path of the host would be judged otherwise than the host as a whole. */
  function dependsOnPath(request: AccessRequest): boolean {
    const asker = askerOf(request);
    const [whole] = candidates(asker, request.target, pathTest(null)) as [Candidate, ...Candidate[]];
    return candidates(asker, request.target, anyPath).some(
      (one) => comparePrecedence(one, whole) < 0 && one.rule.effect !== whole.rule.effect,
    );
  }

  return Object.freeze({
    bundle: bundle.number,
    school: bundle.school,
    policy,
    judge,
    tunnel,
    groupsOf: (subject: Subject) => groups.groupsOf(subject),
    phaseOf: (subject: Subject) => groups.phaseAmong(groups.groupsOf(subject)),
    flag: (text: string) => phrases.flag(text),
  });
}

/** What an address inside adds to the address around it: only what is stricter, and the law before the school. */
function gravity({ effect, because }: Verdict): number {
  return effect === 'block' && because.rule.layer === 'mandatory' ? effects.length : effects.indexOf(effect);
}
