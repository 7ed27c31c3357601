// Counts by group and category, as the cells of a heat table.
import { heatLevel } from './scale.ts';
import type { Count } from './stack.ts';

export interface HeatRow {
  readonly category: string | null;
  readonly total: number;
  /** One cell a phase, in the order of `phases`. */
  readonly cells: readonly { readonly count: number; readonly level: 0 | 1 | 2 | 3 | 4 }[];
}

export interface Heat {
  readonly phases: readonly string[];
  /** Busiest category first. */
  readonly rows: readonly HeatRow[];
  readonly phaseTotals: readonly number[];
  readonly total: number;
}

/** `order` is the school's own order of phases; those that never occur are left out. */
export function heatOf(counts: readonly Count[], order: readonly string[]): Heat {
  const byCategory = new Map<string | null, Map<string, number>>();
  const seen = new Set<string>();
  for (const { phase, category, count } of counts) {
    if (count === 0) continue;
    seen.add(phase);
    const row = byCategory.get(category) ?? new Map<string, number>();
    row.set(phase, (row.get(phase) ?? 0) + count);
    byCategory.set(category, row);
  }
  const phases = [...order.filter((phase) => seen.has(phase)), ...[...seen].filter((phase) => !order.includes(phase)).toSorted()];
  const max = Math.max(0, ...[...byCategory.values()].flatMap((row) => [...row.values()]));
  const rows = [...byCategory]
    .map(([category, row]) => {
      const cells = phases.map((phase) => ({ count: row.get(phase) ?? 0, level: heatLevel(row.get(phase) ?? 0, max) }));
      return { category, cells, total: cells.reduce((total, cell) => total + cell.count, 0) };
    })
    .toSorted((a, b) => b.total - a.total);
  const phaseTotals = phases.map((_, index) => rows.reduce((total, row) => total + (row.cells[index]?.count ?? 0), 0));
  return { phases, rows, phaseTotals, total: phaseTotals.reduce((total, count) => total + count, 0) };
}
