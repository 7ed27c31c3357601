// The floor: a policy, for one asker at one time, as rules that Chrome applies by itself while nobody of ours is there to
// judge. It never stops more than the judge; where it stops less, it says so.
import type { Bundle } from '../contracts/bundle.ts';
import type { Holdings } from '../engine/judge.ts';
import type { Instant } from '../model/instant.ts';
import { priorities, type DnrRule } from './dnr-rule.ts';
import { fitSteps } from './ladder.ts';
import { NotExpressedList, type NotExpressed } from './not-expressed.ts';
import { addObligations } from './obligation-rules.ts';
import { policySteps, type FloorAsker } from './policy-steps.ts';
import { RuleWriter } from './rule-writer.ts';

export interface Floor {
  readonly rules: readonly DnrRule[];
  readonly notExpressed: readonly NotExpressed[];
  /** The rules hold until before this moment; `null` where nothing is known that would change them. */
  readonly until: Instant | null;
}

export interface FloorOptions {
  /** What the bundle's materials hold. */
  readonly holdings: Holdings;
  /** Origins that are never judged: the school's own servers. */
  readonly open: readonly string[];
  /** Regular expressions of an earlier answer that this Chrome does not take. */
  readonly refused: ReadonlySet<string>;
}

const nothing: FloorOptions = { holdings: { names: null, mandatory: [], phraseLists: [] }, open: [], refused: new Set() };

/** Throws a RangeError where the bundle stands on materials and none are given, as `createJudge` does. */
export function toDnr(bundle: Bundle, asker: FloorAsker, options: Partial<FloorOptions> = {}): Floor {
  const { holdings, open, refused } = { ...nothing, ...options };
  if ((bundle.materials?.length ?? 0) > 0 && options.holdings === undefined) throw new RangeError('The bundle’s materials are missing.');
  const notExpressed = new NotExpressedList();
  const isRefused = (pattern: string): boolean => refused.has(pattern);
  const { steps, obligations, until } = policySteps(bundle, holdings, asker, isRefused);
  const fit = fitSteps(steps, notExpressed);
  const writer = new RuleWriter(isRefused, notExpressed);
  addObligations(writer, obligations, fit, notExpressed);
  for (const origin of open) {
    const { protocol, host } = new URL(origin);
    for (const scheme of [protocol, protocol.replace('http', 'ws')])
      writer.add(priorities.own, { type: 'allow' }, { urlFilter: `|${scheme}//${host}/` });
  }
  fit.forEach((step, at) => writer.addStep(step, (step.mandatory ? priorities.mandatory : 0) + fit.length - at));
  if (fit.some(({ stops }) => stops)) {
    const why = 'Chrome does not look into addresses for others that they carry (translators, archives, web proxies).';
    notExpressed.add({ kind: 'carried', what: 'addresses inside addresses', why, names: 1 });
  }
  return { rules: writer.rules, notExpressed: notExpressed.all(), until };
}
