// Why an exchange was stopped, for whoever visits a page before a class does and is shown no block page.
import { explain } from '#policies/words/explain.ts';
import type { CategoryId } from '#policies/model/category.ts';
import type { Layer } from '#policies/model/layer.ts';
import type { Exchange } from './exchange.ts';

export interface Stopped {
  /** One sentence in English, as the dashboard explains verdicts. */
  readonly why: string;
  readonly category: CategoryId | null;
  readonly layer: Layer;
  readonly rule: string;
}

/** `null`: neither its address nor what the answer held was blocked. */
export function stoppedBy({ judgement, page }: Pick<Exchange, 'judgement' | 'page'>): Stopped | null {
  const verdict = page?.verdict ?? judgement?.verdict ?? null;
  if (judgement === null || verdict?.effect !== 'block') return null;
  const { groups } = judgement.judge.policy;
  const { layer, id } = verdict.because.rule;
  return {
    why: explain(verdict, (group) => groups.find((one) => one.id === group)?.name ?? group),
    category: verdict.category,
    layer,
    rule: id,
  };
}
