// Verdicts by hand: what the words must be able to tell does not depend on what a policy happens to make.
import type { Effect } from '#policies/model/effect.ts';
import type { Layer } from '#policies/model/layer.ts';
import type { Origin } from '#policies/model/rule.ts';
import type { Because, RuleRef, Verdict } from '#policies/model/verdict.ts';
import { thursday } from '#tests/policies/support/judging.ts';

const origins: Readonly<Record<Layer, Origin>> = {
  mandatory: { kind: 'built-in', name: 'Illegal content' },
  decision: { kind: 'decision', request: 'r-17', by: 'account-3' },
  school: { kind: 'policy', name: 'Mock exams' },
  group: { kind: 'policy', name: 'Year 8 reading week' },
  category: { kind: 'policy', name: 'Games, Key Stage 3' },
  default: { kind: 'policy', name: 'Sites on no list, Key Stage 3' },
};

export const ruleRefOf = (layer: Layer, effect: Effect, change: Partial<RuleRef> = {}): RuleRef => ({
  id: `${layer}:1`,
  layer,
  effect,
  origin: origins[layer],
  audience: layer === 'mandatory' ? 'everyone' : 'ks3',
  until: layer === 'decision' ? thursday + 3_300_000 : null,
  reason: layer === 'school' ? 'Closed during the mock exams.' : null,
  ...change,
});

export function verdictOf(
  layer: Layer,
  effect: Effect,
  change: { readonly rule?: Partial<RuleRef>; readonly because?: Partial<Because>; readonly verdict?: Partial<Verdict> } = {},
): Verdict {
  const category = layer === 'category' ? 'games' : layer === 'mandatory' ? (effect === 'allow' ? 'helpline' : 'illegal') : null;
  return {
    effect,
    because: {
      rule: ruleRefOf(layer, effect, change.rule),
      beat: [],
      list: category === null ? null : { id: `test-${category}`, name: `Test ${category}`, line: 12 },
      bundle: 7,
      ...change.because,
    },
    category,
    categories: category === null ? [] : [category],
    obligations: [],
    ...change.verdict,
  };
}
