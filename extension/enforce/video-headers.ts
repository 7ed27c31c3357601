// YouTube's restricted mode where the policy asks for it, also where traffic does not cross the proxy.
import { restrictedVideoHeaders } from '#policies/engine/search.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { Ask } from './judgement.ts';

type Headers = readonly (readonly [string, string])[];

/** Headers to add to a request; in doubt they are added. */
export function createVideoHeaders(ready: Promise<void>, ask: Ask): (url: string) => Promise<Headers> {
  return async (url) => {
    const target = parseTarget(url);
    if (target === null) return [];
    await ready;
    const judged = ask(target, 'other', null);
    const free = judged.kind === 'judged' && !judged.verdict.obligations.includes('video-restriction');
    return free ? [] : restrictedVideoHeaders(target);
  };
}
