import type { Rule } from '#policies/model/rule.ts';
import type { SchoolTime } from '../../time/school-time.ts';
import { counted } from '../../words/count-words.ts';

/** When a rule begins and when it lapses, in words. */
export function ruleSpan(
  { from, until, windows = [] }: Pick<Rule, 'from' | 'until' | 'windows'>,
  time: Pick<SchoolTime, 'now' | 'moment' | 'relative'>,
): { readonly begins: string; readonly lapses: string } {
  const now = time.now();
  const lapses = until === null ? 'until somebody changes it' : `lapses ${time.moment(until)} (${time.relative(until)})`;
  const left = windows.filter((window) => window.until > now);
  const [next] = left;
  if (next === undefined) return { begins: from !== null && from > now ? `Opens ${time.moment(from)}` : 'In force now', lapses };
  const more = left.length > 1 ? `, then in ${counted(left.length - 1, 'more lesson')}` : '';
  return { begins: next.from > now ? `Opens ${time.moment(next.from)}${more}` : `In force now${more}`, lapses };
}
