// The judge's answer to a line of `schoolgate judge`.
import type { Judge } from '#policies/engine/judge.ts';
import { searchOf } from '#policies/engine/search.ts';
import type { CategoryId } from '#policies/model/category.ts';
import type { Effect } from '#policies/model/effect.ts';
import type { Flag } from '#policies/model/flag.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import { explain } from '#policies/words/explain.ts';
import type { BadQuestion, BulkQuestion } from './bulk-question.ts';

export interface BulkAnswer {
  readonly id: unknown;
  readonly decision: Effect;
  /** Words that a person should look at were searched for or written. */
  readonly flagged: boolean;
  /** Sorted. */
  readonly categories: readonly CategoryId[];
  readonly because: object;
}

/** What the judge found: a verdict on an address, a flag on its search, or a flag on a text alone. */
export interface Judgement {
  readonly verdict: Verdict | null;
  readonly flag: Flag | null;
}

/** What cannot be judged is not let through. */
export function refusal({ id, problem }: BadQuestion): BulkAnswer {
  return { id, decision: 'block', flagged: false, categories: [], because: { problem } };
}

export function judgementOf(judge: Judge, { asked, subject, at, place, destination }: BulkQuestion): Judgement {
  if ('text' in asked) return { verdict: null, flag: judge.flag(asked.text) };
  const { target } = asked;
  const verdict = judge.judge({ subject, target, destination, initiator: null, at, place });
  const search = target.path !== null && target.path.length > 1 ? searchOf(target) : null;
  return { verdict, flag: search === null || search.term === '' ? null : judge.flag(search.term) };
}

export function answerOf(judge: Judge, id: unknown, { verdict, flag }: Judgement): BulkAnswer {
  const flagged = flag !== null;
  if (verdict === null) {
    const because = flagged ? { flag } : { words: 'No phrase of any list stands in the text.' };
    return { id, decision: 'allow', flagged, categories: withCategory([], flag), because };
  }
  return {
    id,
    decision: verdict.effect,
    flagged,
    categories: withCategory(verdict.categories, flag),
    because: becauseOf(judge, verdict, flag),
  };
}

function becauseOf(judge: Judge, verdict: Verdict, flag: Flag | null): object {
  const { rule, list, carried, bundle } = verdict.because;
  const because = {
    words: explain(verdict, (id) => judge.policy.groups.find((group) => group.id === id)?.name ?? id),
    rule: rule.id,
    layer: rule.layer,
    list: list?.id ?? null,
    line: list?.line ?? null,
    bundle,
  };
  if (flag === null && carried === undefined) return because;
  return { ...because, ...(carried === undefined ? {} : { carried }), ...(flag === null ? {} : { flag }) };
}

function withCategory(categories: readonly CategoryId[], flag: Flag | null): readonly CategoryId[] {
  return flag === null || categories.includes(flag.category) ? categories : [...categories, flag.category].sort();
}
