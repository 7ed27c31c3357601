import type { Rule } from '#policies/model/rule.ts';
import type { SchoolTime } from '../../time/school-time.ts';

/** When a rule begins and when it lapses, in words. */
export function ruleSpan(
  { from, until }: Pick<Rule, 'from' | 'until'>,
  time: Pick<SchoolTime, 'now' | 'moment' | 'relative'>,
): { readonly begins: string; readonly lapses: string } {
  return {
    begins: from !== null && from > time.now() ? `Opens ${time.moment(from)}` : 'In force now',
    lapses: until === null ? 'until somebody changes it' : `lapses ${time.moment(until)} (${time.relative(until)})`,
  };
}
