// Which of several rules that match decides: written once, here. It is a total order (rule ids are unique), so the order
// in which rules and lists are stored never matters.
import type { CategoryId } from '../model/category.ts';
import type { Effect } from '../model/effect.ts';
import { layers, type Layer } from '../model/layer.ts';
import type { RuleRef } from '../model/verdict.ts';
import type { ListEntry } from './category-index.ts';
import { compareText } from './compare-text.ts';
import type { Narrowness } from './group-tree.ts';

/** A rule that matches a request, with what its rank depends on. */
export interface Candidate {
  readonly rule: RuleRef;
  /** How exactly it names the target: characters of host and path; a rule for a category is 0, for everything -1. */
  readonly hostLength: number;
  readonly pathLength: number;
  readonly narrowness: Narrowness;
  readonly category: CategoryId | null;
  /** List line through which a category matched. */
  readonly entry: ListEntry | null;
}

const layerRank = Object.fromEntries(layers.map((layer, rank) => [layer, rank])) as Readonly<Record<Layer, number>>;
const effectRank: Readonly<Record<Effect, number>> = { block: 0, warn: 1, allow: 2 };

/** Layers whose candidates are categories: of several categories the strictest decides, however exact the list line is. */
const strictestFirst: ReadonlySet<Layer> = new Set(['mandatory', 'category']);

/**
 * Negative when `a` decides before `b`: earlier layer; more exact match (longer host suffix, then longer path); narrower
 * audience; block before warn before allow; rule id.
 */
export function comparePrecedence(a: Candidate, b: Candidate): number {
  const byEffect = effectRank[a.rule.effect] - effectRank[b.rule.effect];
  return (
    layerRank[a.rule.layer] - layerRank[b.rule.layer] ||
    (strictestFirst.has(a.rule.layer) ? byEffect : 0) ||
    b.hostLength - a.hostLength ||
    b.pathLength - a.pathLength ||
    a.narrowness - b.narrowness ||
    byEffect ||
    compareText(a.rule.id, b.rule.id)
  );
}
