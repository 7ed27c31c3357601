import type { Judge } from '#policies/engine/judge.ts';
import type { Target } from '#policies/model/target.ts';

/** Whether the law leaves the school no choice about a target: nobody can decide otherwise, so nobody is asked. */
export function isMandatory(judge: Judge, target: Target, groups: readonly string[], at: number): boolean {
  const verdict = judge.judge({ subject: { id: 'asker', groups }, target, destination: 'document', initiator: null, at });
  return verdict.effect === 'block' && verdict.because.rule.layer === 'mandatory';
}

export const nobodyCanOpenIt = 'Nobody at school can open this site: it is on a list that the law leaves the school no choice about.';
