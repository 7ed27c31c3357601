// Why an exchange was stopped, for whoever visits a page before a class does and is shown no block page.
import { explain } from '#policies/words/explain.ts';
import type { CategoryId } from '#policies/model/category.ts';
import type { Effect } from '#policies/model/effect.ts';
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
export const stoppedBy = (exchange: Found): Stopped | null => told(exchange, 'block');

/** The same for a page that somebody has to go on to first; a visit goes on from every warning. */
export const warnedBy = (exchange: Found): Stopped | null => told(exchange, 'warn');

type Found = Pick<Exchange, 'judgement' | 'page'>;

function told({ judgement, page }: Found, effect: Effect): Stopped | null {
  const verdict = page?.verdict ?? judgement?.verdict ?? null;
  if (judgement === null || verdict?.effect !== effect) return null;
  const { groups } = judgement.judge.policy;
  const { layer, id } = verdict.because.rule;
  return {
    why: explain(verdict, (group) => groups.find((one) => one.id === group)?.name ?? group),
    category: verdict.category,
    layer,
    rule: id,
  };
}
