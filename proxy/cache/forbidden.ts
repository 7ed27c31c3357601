// What may not be kept on any account: the bodies of addresses on mandatory lists, which are illegal to have.
import type { Judge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { Subject } from '#policies/model/subject.ts';

/** Nobody in particular: a mandatory list knows no person and no hour. */
const anybody: Subject = { id: 'cache', groups: [] };

/** Whether a mandatory list of the policy names an address, or one that it carries. What cannot be read is not kept. */
export function forbiddenBy(judge: Judge): (url: string) => boolean {
  return (url) => {
    const target = parseTarget(url);
    if (target === null) return true;
    const { effect, because } = judge.judge({ subject: anybody, target, destination: 'document', initiator: null, at: 0 });
    return effect === 'block' && because.rule.layer === 'mandatory';
  };
}
