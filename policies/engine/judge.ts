// The judge: one bundle, compiled for look-ups, that answers requests. Immutable; a changed policy makes a new judge.
import type { Bundle } from '../contracts/bundle.ts';
import type { PhraseList } from '../contracts/phrase-list.ts';
import type { Typing } from '../contracts/monitoring-policy.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { AccessRequest } from '../model/access-request.ts';
import { effects } from '../model/effect.ts';
import type { Flag } from '../model/flag.ts';
import type { GroupId } from '../model/group.ts';
import type { Subject } from '../model/subject.ts';
import type { TunnelVerdict, Verdict } from '../model/verdict.ts';
import { PhraseIndex } from '../phrases/phrase-index.ts';
import { carriedTargets } from './carried-address.ts';
import { GroupTree } from './group-tree.ts';
import { nothingHeld, type Holdings } from './holdings.ts';
import { createPageJudge, type PageJudge } from './page-judge.ts';
import { PageRuleBook } from './page-rules.ts';
import { formatTarget } from './target.ts';
import { TargetJudge } from './target-judge.ts';
import { readsTyping, typingOf as typingAmong } from './typing-rules.ts';

export type { Holdings } from './holdings.ts';

export interface Judge {
  /** Number of the bundle. */
  readonly bundle: number;
  readonly school: string;
  readonly policy: PolicyDocument;
  /** What applies to a request. A target without a path is judged by what holds for its whole host. */
  judge(request: AccessRequest): Verdict;
  /**
   * Videos (`youtube:…`) that the target names and whose owners decide: to be asked for (`asksForOwner`), and the question put again with
   * `owners` in the same order. `null`: too many to ask for; to be put again as one whose owners could not be learnt.
   */
  ownersWanted(request: AccessRequest): readonly string[] | null;
  /** How CONNECT is to be handled; see `TunnelVerdict`. */
  tunnel(request: AccessRequest): TunnelVerdict;
  /** Narrowest first with every ancestor, without `everyone`. */
  groupsOf(subject: Subject): readonly GroupId[];
  phaseOf(subject: Subject): GroupId;
  /** The most severe phrase in what somebody searched for or typed. */
  flag(text: string): Flag | null;
  /** Whether the words that somebody types into a page of theirs are to be read for phrases. `verdict`: of that page. */
  readsTyping(request: AccessRequest, verdict: Verdict): boolean;
  /** Where words of theirs are read; `null`: nowhere. */
  typingOf(subject: Subject): Typing | null;
  /** Judges what addresses turned out to hold. */
  readonly pages: PageJudge;
}

/** Addresses inside addresses that are followed; each is a page fetched through one more service. */
const deepestCarried = 8;

/**
 * Throws a RangeError when the bundle stands on materials and none are given: judging by half a policy is not judging.
 * Whoever opens materials (`openHoldings`) has checked that they are the bundle's.
 */
export function createJudge(bundle: Bundle, holdings: Holdings = nothingHeld): Judge {
  if ((bundle.materials?.length ?? 0) > 0 && holdings === nothingHeld) throw new RangeError('The bundle’s materials are missing.');
  const groups = new GroupTree(bundle.policy.groups);
  const target = new TargetJudge(bundle, groups, holdings);
  const { phraseIndex = (lists: readonly PhraseList[]) => new PhraseIndex(lists) } = holdings;
  /** Built when the first text comes: a dry run reads none. */
  let phrases: PhraseIndex | null = null;
  const phrasesInForce = (): PhraseIndex => (phrases ??= phraseIndex([...bundle.phraseLists, ...holdings.phraseLists]));
  const pageRules = new PageRuleBook(bundle.policy, groups);

  function judge(request: AccessRequest): Verdict {
    const verdict = target.verdict(request, request.target);
    if (verdict.because.rule.layer === 'mandatory' || !target.mayCarry(request.target)) return verdict;
    return withCarried(request, verdict);
  }

  /** The verdict, or that of an address inside where that is stricter. */
  function withCarried(request: AccessRequest, outer: Verdict): Verdict {
    let verdict = outer;
    const seen = new Set<string>();
    // Whose the videos of the address around are says nothing of those inside.
    const inside: AccessRequest = { ...request, owners: [] };
    let around = [request.target];
    for (let depth = 0; depth < deepestCarried && verdict.because.rule.layer !== 'mandatory'; depth++) {
      // What was met on another way is not followed again, or a few addresses would make very many.
      around = around.flatMap(carriedTargets).filter((inner) => seen.size < seen.add(formatTarget(inner)).size);
      for (const inner of around) {
        const ofInner = target.verdict(inside, inner);
        if (gravity(ofInner) > gravity(verdict)) verdict = { ...ofInner, because: { ...ofInner.because, carried: inner.host } };
      }
    }
    return verdict;
  }

  const typingOf = (subject: Subject): Typing | null => typingAmong(bundle.policy.monitoring, groups.groupsOf(subject), groups);

  function tunnel(request: AccessRequest): TunnelVerdict {
    const atHost: AccessRequest = { ...request, target: { ...request.target, path: null } };
    const verdict = judge(atHost);
    const unread = target.isPassThrough(request.target.host) && !target.dependsOnPath(atHost);
    if (!unread) return { handling: 'intercept', verdict };
    return { handling: verdict.effect === 'block' ? 'refuse' : 'tunnel', verdict };
  }

  return Object.freeze({
    bundle: bundle.number,
    school: bundle.school,
    policy: bundle.policy,
    judge,
    ownersWanted: (request: AccessRequest) => target.ownersWanted(request),
    tunnel,
    groupsOf: (subject: Subject) => groups.groupsOf(subject),
    phaseOf: (subject: Subject) => groups.phaseAmong(groups.groupsOf(subject)),
    flag: (text: string) => phrasesInForce().flag(text),
    typingOf,
    readsTyping(request: AccessRequest, verdict: Verdict) {
      const typing = typingOf(request.subject);
      return typing !== null && readsTyping(typing, request, verdict) && tunnel(request).handling === 'intercept';
    },
    pages: createPageJudge(
      groups,
      (of) => pageRules.of(of),
      () => phrasesInForce().scanner(),
    ),
  });
}

/** What an address inside adds to the address around it: only what is stricter, and the law before the school. */
function gravity({ effect, because }: Verdict): number {
  return effect === 'block' && because.rule.layer === 'mandatory' ? effects.length : effects.indexOf(effect);
}
