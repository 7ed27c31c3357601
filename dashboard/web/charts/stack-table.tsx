import { ScrollRegion } from '../ui/scroll-region.tsx';
import { dayName } from '../time/school-time.ts';
import { formatCount } from '../words/count-words.ts';
import { layerName } from './layer-name.ts';
import type { Stack } from './stack.ts';

/** The chart's twin: every number that the picture shows. */
export function StackTable({ title, stack }: { title: string; stack: Stack }) {
  return (
    <details class="numbers">
      <summary>Show these numbers as a table</summary>
      <ScrollRegion label={`${title}, as a table`}>
        <table class="plain-table">
          <caption class="out-of-sight">{title}, by day and category</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {stack.layers.map((layer) => (
                <th key={layerName(layer)} scope="col" class="numeric">
                  {layerName(layer)}
                </th>
              ))}
              <th scope="col" class="numeric">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {stack.days.map((day, index) => (
              <tr key={day}>
                <th scope="row">{dayName(day)}</th>
                {stack.layers.map((layer) => (
                  <td key={layerName(layer)} class="numeric">
                    {formatCount(layer.values[index] ?? 0)}
                  </td>
                ))}
                <td class="numeric strong">{formatCount(stack.totals[index] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
