// Counts by day and category as layers of a stacked chart.
import type { EventKind } from '#policies/contracts/access-event.ts';

export interface Count {
  readonly day: string;
  readonly phase: string;
  readonly category: string | null;
  readonly kind: EventKind;
  readonly count: number;
}

export interface StackLayer {
  /** Category id, `null` for none, or `other` for those that are too small to draw alone. */
  readonly category: string | null;
  readonly other: boolean;
  readonly total: number;
  /** One number a day. */
  readonly values: readonly number[];
}

export interface Stack {
  readonly days: readonly string[];
  /** Biggest first; the bottom of the stack. */
  readonly layers: readonly StackLayer[];
  readonly totals: readonly number[];
  readonly total: number;
  readonly max: number;
}

/** Every UTC day from the one of `from` to the one of the last moment before `until`. */
export function daysBetween(from: number, until: number): readonly string[] {
  const days: string[] = [];
  const last = new Date(until - 1).toISOString().slice(0, 10);
  for (let at = from; days.at(-1) !== last && days.length < 366; at += 86_400_000)
    days.push(new Date(Math.min(at, until - 1)).toISOString().slice(0, 10));
  return days;
}

/** Layers of the `keep` biggest categories; the rest together are one more. */
export function stackByCategory(counts: readonly Count[], days: readonly string[], keep = 6): Stack {
  const dayIndex = new Map(days.map((day, index) => [day, index]));
  const byCategory = new Map<string | null, number[]>();
  for (const { day, category, count } of counts) {
    const index = dayIndex.get(day);
    if (index === undefined) continue;
    const values = byCategory.get(category) ?? days.map(() => 0);
    values[index] = (values[index] ?? 0) + count;
    byCategory.set(category, values);
  }
  const all = [...byCategory]
    .map(([category, values]) => ({ category, other: false, values, total: sum(values) }))
    .toSorted((a, b) => b.total - a.total);
  const rest = all.length > keep + 1 ? all.slice(keep) : [];
  const layers: StackLayer[] = rest.length === 0 ? all : [...all.slice(0, keep), together(rest, days)];
  const totals = days.map((_, index) => sum(layers.map((layer) => layer.values[index] ?? 0)));
  return { days, layers, totals, total: sum(totals), max: Math.max(0, ...totals) };
}

function together(layers: readonly StackLayer[], days: readonly string[]): StackLayer {
  const values = days.map((_, index) => sum(layers.map((layer) => layer.values[index] ?? 0)));
  return { category: null, other: true, values, total: sum(values) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
