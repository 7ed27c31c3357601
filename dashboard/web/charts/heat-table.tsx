// Group by category: a real table whose cells carry both the number and a tint.
import type { Group } from '#policies/model/group.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { categoryName } from '../words/category-words.ts';
import { formatCount } from '../words/count-words.ts';
import { groupName } from '../words/group-words.ts';
import type { Heat } from './heat.ts';

export function HeatTable({ heat, groups, caption }: { heat: Heat; groups: readonly Group[]; caption: string }) {
  return (
    <ScrollRegion label={caption}>
      <table class="heat-table">
        <caption class="out-of-sight">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            {heat.phases.map((phase) => (
              <th key={phase} scope="col" class="numeric">
                {groupName(groups, phase)}
              </th>
            ))}
            <th scope="col" class="numeric">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {heat.rows.map((row) => (
            <tr key={row.category}>
              <th scope="row">{categoryName(row.category)}</th>
              {row.cells.map((cell, index) => (
                <td key={heat.phases[index]} class={`numeric heat-${cell.level}`}>
                  {cell.count === 0 ? <span aria-label="0">·</span> : formatCount(cell.count)}
                </td>
              ))}
              <td class="numeric strong">{formatCount(row.total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            {heat.phaseTotals.map((total, index) => (
              <td key={heat.phases[index]} class="numeric strong">
                {formatCount(total)}
              </td>
            ))}
            <td class="numeric strong">{formatCount(heat.total)}</td>
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}
