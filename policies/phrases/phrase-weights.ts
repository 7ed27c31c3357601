// How much phrases weigh where their list does not say.
import type { PhraseEntry } from '../contracts/phrase-list.ts';
import { severities, type Severity } from '../model/severity.ts';

/** Steps of severity: low 1 … urgent 4. What a flag weighs, and what a context takes away. */
export const pointsOf = (severity: Severity): number => severities.indexOf(severity) + 1;

/** Several contexts add up, but to no more than this: piling up school words must not hide what is urgent. */
export const mostByAdding = pointsOf('medium');

/** The most severe flag that a context outweighs. */
export const usualReach: Severity = 'medium';

/** Points in a page, on the scale that e2guardian's lists are made for (50 for young children, 100, 160). */
const usualScores = { low: 5, medium: 15, high: 40, urgent: 60, allow: -20, except: 0, score: 10 } as const;
/** A phrase that is repeated counts this many times at most. */
const usualTimes = 2;

export function scoreOf([, effect, , options]: PhraseEntry): { score: number; cap: number } {
  const score = options?.score ?? usualScores[effect];
  return { score, cap: options?.cap ?? Math.abs(score) * usualTimes };
}
