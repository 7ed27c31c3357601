// The judge in force with permissions that nobody has given yet, for a visit that asks what they would open. They can be nothing but
// permissions, so that the mandatory layer stands before them as before any decision.
import type { Bundle } from '#policies/contracts/bundle.ts';
import { createJudge, type Holdings, type Judge } from '#policies/engine/judge.ts';
import type { Rule } from '#policies/model/rule.ts';
import { withRules } from '#policies/workflows/decide.ts';

/** Throws a `RangeError` for a rule that is more than a permission. */
export function checkPermits(permits: readonly Rule[]): void {
  const other = permits.find(({ layer, effect }) => layer !== 'decision' || effect !== 'allow');
  if (other !== undefined) throw new RangeError(`a visit can be given permissions only, and "${other.id}" is another rule`);
}

/**
 * Gives the judge of a bundle with permits; made once for each array of permits, as many requests of one visit ask. Throws as
 * `checkPermits` does.
 */
export function permittedJudges(bundle: Bundle, holdings: Holdings): (permits: readonly Rule[]) => Judge {
  const made = new WeakMap<readonly Rule[], Judge>();
  return (permits) => {
    const known = made.get(permits);
    if (known !== undefined) return known;
    checkPermits(permits);
    const judge = createJudge({ ...bundle, policy: withRules(bundle.policy, permits) }, holdings);
    made.set(permits, judge);
    return judge;
  };
}
