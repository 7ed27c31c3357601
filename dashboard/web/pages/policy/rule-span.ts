import type { Rule } from '#policies/model/rule.ts';
import type { SchoolTime } from '../../time/school-time.ts';

/** When a rule begins and lapses, in words: `From Thu 26 Nov, 11:20; lapses Thu 26 Nov, 12:20 (in 3 days)`. */
export function ruleSpan({ from, until }: Pick<Rule, 'from' | 'until'>, time: SchoolTime): string {
  const begins = from !== null && from > time.now() ? `From ${time.moment(from)}; ` : '';
  if (until === null) return begins === '' ? 'Until somebody changes it' : `${begins}until somebody changes it`;
  const lapses = `lapses ${time.moment(until)} (${time.relative(until)})`;
  return begins === '' ? `L${lapses.slice(1)}` : begins + lapses;
}
