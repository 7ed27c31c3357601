// The steps of a policy made fit for Chrome: what cannot be expressed is taken out, always so that the floor stops less
// than the judge and never more.
import type { NotExpressedList } from './not-expressed.ts';
import { anyIpAddress } from './address-pattern.ts';
import type { Step } from './policy-steps.ts';
import { emptyReach, type Reach } from './reach.ts';

/**
 * A block that cannot be named is left out. A permission that cannot be named is made wider: for IP addresses to all of
 * them, for anything else to everything, so that nothing below it holds. Both are listed.
 */
export function fitSteps(steps: readonly Step[], notExpressed: NotExpressedList): Step[] {
  const fit: Step[] = [];
  for (const [at, step] of steps.entries()) {
    const unnamed = step.reaches.flatMap((reach) => reach.unnamed);
    const ends = unnamed.filter(({ within }) => !step.stops && within === 'anywhere');
    const lost = steps.slice(at + 1).filter(({ stops }) => stops);
    if (step.stops || lost.length > 0) for (const { within: _, ...entry } of unnamed) notExpressed.add(entry);
    if (ends.length > 0 && lost.length > 0) {
      const why = 'They are stopped after permissions that Chrome cannot be given, and it would stop those too.';
      notExpressed.add({ kind: 'below-permission', what: 'what is stopped below them', why, names: namesIn(lost) });
    }
    const addresses = unnamed.some(({ within }) => within === 'addresses') && !step.stops;
    fit.push(addresses ? { ...step, reaches: [...step.reaches, { ...emptyReach(), patterns: [anyIpAddress] }] } : step);
    if (ends.length > 0) break;
  }
  // Whatever no rule matches is let through.
  while (fit.at(-1)?.stops === false) fit.pop();
  return fit;
}

const namesIn = (steps: readonly Step[]): number => steps.flatMap(({ reaches }) => reaches).reduce((sum, reach) => sum + sizeOf(reach), 0);
const sizeOf = ({ names, alone, paths, patterns, everything }: Reach): number =>
  names.length + alone.length + paths.length + patterns.length + (everything ? 1 : 0);
