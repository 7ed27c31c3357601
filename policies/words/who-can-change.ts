// Who could make a verdict another one. What people may do is in `policies/permissions`; this says it of one verdict.
import type { Verdict } from '../model/verdict.ts';

/**
 * `nobody`: the law's lists and the helplines. `lapses`: a decision that ends by itself. `decider`: a decision without an
 * end, which those who decide take back. `teacher-or-committee`: staff may open the site for their own class within the
 * school's bounds. `committee`: only who answers for the policy.
 */
export const changers = ['nobody', 'lapses', 'decider', 'teacher-or-committee', 'committee'] as const;
export type Changer = (typeof changers)[number];

export function whoCanChange({ because: { rule } }: Verdict): Changer {
  switch (rule.layer) {
    case 'mandatory':
      return 'nobody';
    case 'decision':
      return rule.until === null ? 'decider' : 'lapses';
    case 'school':
    case 'group':
      return 'committee';
    case 'category':
      return rule.effect === 'block' && rule.approvable === true ? 'teacher-or-committee' : 'committee';
    case 'default':
      // What is open already needs no teacher.
      return rule.effect === 'block' ? 'teacher-or-committee' : 'committee';
  }
}
