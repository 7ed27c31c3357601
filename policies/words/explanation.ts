// A verdict told fact by fact, for whoever has to answer for it: the technician at the command line, the committee, a parent.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { Place } from '../model/access-request.ts';
import type { Flag } from '../model/flag.ts';
import type { GroupId } from '../model/group.ts';
import type { Instant } from '../model/instant.ts';
import type { RuleRef, Verdict } from '../model/verdict.ts';
import { audienceInSentence } from './audience.ts';
import { explain } from './explain.ts';
import { ruleName } from './rule-name.ts';
import { schoolNames } from './school-names.ts';
import { dateAndTime } from './time.ts';
import { whoCanChange } from './who-can-change.ts';
import { categoryName, categoryWords } from './words-of.ts';
import { factIds, type FactId, type Words } from './words.ts';

export interface Explained {
  readonly verdict: Verdict;
  readonly policy: PolicyDocument;
  /** Name of the file that the policy was read from; `null` for the school's own, which is told by the bundle's number. */
  readonly file: string | null;
  /** The address as it was judged. */
  readonly address: string;
  /** The name of the person where one was asked for, and their groups, narrowest first. */
  readonly who: { readonly name: string | null; readonly groups: readonly GroupId[] };
  readonly at: Instant;
  readonly place: Place;
  readonly search: { readonly engine: string; readonly term: string } | null;
  /** What the phrase lists found in the search. */
  readonly flag: Flag | null;
}

export interface Explanation {
  /** The whole in one sentence. */
  readonly summary: string;
  /** In the order of `factIds`, without those of which there is nothing to tell; several lines each stand for themselves. */
  readonly facts: readonly { readonly id: FactId; readonly term: string; readonly lines: readonly string[] }[];
}

export function explanation(explained: Explained, words: Words): Explanation {
  const told = facts(explained, words);
  const { terms } = words.explanation;
  return {
    summary: explain(explained.verdict, (id) => groupName(explained.policy, id), words),
    facts: factIds.flatMap((id) => {
      const lines = told[id].filter((line) => line !== null);
      return lines.length === 0 ? [] : [{ id, term: terms[id], lines }];
    }),
  };
}

function facts(explained: Explained, words: Words): Readonly<Record<FactId, readonly (string | null)[]>> {
  const { verdict, policy, who, at, place, search, flag } = explained;
  const { rule, beat, list, carried, bundle } = verdict.because;
  const { explanation: says, changers } = words;
  const names = (id: GroupId): string => groupName(policy, id);
  return {
    address: [explained.address],
    who: [says.personIn(who.name, who.groups.map(names))],
    when: [dateAndTime(at, policy.timeZone, words)],
    where: [place === 'on-site' ? says.onSite : says.offSite],
    carried: [carried ?? null],
    rule: [nameOf(rule, rule.category ?? verdict.category, policy, words)],
    beat: beat.map((beaten) => says.ruleWithEffect(nameOf(beaten, beaten.category ?? null, policy, words), beaten.effect)),
    audience: [audienceInSentence(words, rule.audience, names(rule.audience))],
    schedule: [schoolNames(policy, rule).scheduleName ?? null],
    until: [rule.until === null ? null : dateAndTime(rule.until, policy.timeZone, words)],
    reason: [rule.reason],
    category: [verdict.category && definitionOf(verdict.category, words)],
    also: verdict.categories.filter((id) => id !== verdict.category).map((id) => categoryName(words, id)),
    list: [list && says.listAndLine(list.name, list.line)],
    search: [search && says.search(search.term, search.engine)],
    flag: [flag && says.flag({ ...flag, category: categoryName(words, flag.category) })],
    obligations: verdict.obligations.map((obligation) => says.obligations[obligation]),
    policy: [explained.file ?? says.policyVersion(bundle)],
    change: [changers[whoCanChange(verdict)]],
  };
}

const groupName = (policy: PolicyDocument, id: GroupId): string => policy.groups.find((group) => group.id === id)?.name ?? id;

function nameOf(rule: RuleRef, category: string | null, policy: PolicyDocument, words: Words): string {
  const { audienceName, scheduleName } = schoolNames(policy, rule);
  return ruleName(words, rule, { category, group: audienceName ?? rule.audience, schedule: scheduleName ?? null });
}

function definitionOf(id: string, words: Words): string {
  const known = categoryWords(words, id);
  return known === null ? id : words.explanation.categoryAndDefinition(known.name, known.definition);
}
