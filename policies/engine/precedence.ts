// Which of several rules that match decides: written once, here. It is a total order (rule ids are unique), so the order
// in which rules and lists are stored never matters.
import type { CategoryId } from '../model/category.ts';
import type { Effect } from '../model/effect.ts';
import { layers, type Layer } from '../model/layer.ts';
import type { RuleRef } from '../model/verdict.ts';
import { compareText } from './compare-text.ts';
import type { Narrowness } from './group-tree.ts';
import type { ListedLine } from './listed-line.ts';

/** A rule that matches a request, with what its rank depends on. */
export interface Candidate {
  readonly rule: RuleRef;
  /**
   * How exactly it names the target: more than any host for a single video and for a channel; characters of the host; between 0.5 and 1 for a range of addresses, more for a smaller
   * one; 0.25 for an expression, 0 for a category, -1 for everything.
   */
  readonly hostLength: number;
  /** Characters of the path. */
  readonly pathLength: number;
  readonly narrowness: Narrowness;
  readonly category: CategoryId | null;
  /** List line through which a category matched. */
  readonly entry: ListedLine | null;
}

/** A host has at most 253 characters (RFC 1035 §2.3.4). */
export const exactness = {
  video: 254,
  channel: 253.5,
  range: (bits: number): number => 0.5 + bits / 512,
  expression: 0.25,
  category: 0,
  any: -1,
} as const;

const layerRank = Object.fromEntries(layers.map((layer, rank) => [layer, rank])) as Readonly<Record<Layer, number>>;
const effectRank: Readonly<Record<Effect, number>> = { block: 0, warn: 1, allow: 2 };

/** Layers whose candidates are categories: of several categories the strictest decides, however exact the list line is. */
const strictestFirst: ReadonlySet<Layer> = new Set(['mandatory', 'category']);

/**
 * Negative when `a` decides before `b`: earlier layer; more exact match (a single video, a channel, longer host suffix, then longer path); narrower
 * audience; block before warn before allow, what staff cannot open before what they can; rule id.
 */
export function comparePrecedence(a: Candidate, b: Candidate): number {
  const byEffect = strictness(a.rule) - strictness(b.rule);
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

const strictness = ({ effect, approvable }: RuleRef): number => effectRank[effect] + (approvable === true ? 0.5 : 0);
