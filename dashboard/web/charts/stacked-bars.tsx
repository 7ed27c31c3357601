// Days as bars, categories as layers. The picture is for the eye; the table under it holds the same numbers for everybody.
import { useState } from 'preact/hooks';
import { dayName } from '../time/school-time.ts';
import { formatCount } from '../words/count-words.ts';
import { layerName } from './layer-name.ts';
import { bands, countTicks, labelEvery } from './scale.ts';
import type { Stack } from './stack.ts';
import { StackTable } from './stack-table.tsx';
import { useWidth } from './use-width.ts';

const height = 208;
const room = { left: 36, right: 4, top: 8, bottom: 24 };
const plotHeight = height - room.top - room.bottom;

interface StackedBarsProps {
  readonly title: string;
  /** "blocked", "flagged": what is counted. */
  readonly what: string;
  readonly stack: Stack;
}

export function StackedBars({ title, what, stack }: StackedBarsProps) {
  const { ref, width } = useWidth<HTMLDivElement>(560);
  const [day, setDay] = useState<number | null>(null);
  const [layer, setLayer] = useState<number | null>(null);

  return (
    <figure class="chart">
      <p class="chart-readout">{readout(stack, day, what)}</p>
      <div ref={ref} class="chart-plot" onPointerLeave={() => setDay(null)}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${title}: ${formatCount(stack.total)} in ${stack.days.length} days. The table below holds the numbers.`}
        >
          <Grid width={width} ticks={countTicks(stack.max)} />
          <Bars stack={stack} width={width} day={day} layer={layer} onDay={setDay} />
        </svg>
      </div>
      <ul class="legend" aria-hidden="true" onPointerLeave={() => setLayer(null)}>
        {stack.layers.map((one, index) => (
          <li key={layerName(one)} onPointerEnter={() => setLayer(index)}>
            <svg class={`series-${index}`} width="12" height="12" viewBox="0 0 12 12">
              <rect width="12" height="12" rx="3" />
            </svg>
            {layerName(one)} <span class="quiet-text">{formatCount(day === null ? one.total : (one.values[day] ?? 0))}</span>
          </li>
        ))}
      </ul>
      <StackTable title={title} stack={stack} />
    </figure>
  );
}

/** The whole period, or the day under the pointer; the legend's counts follow it. */
function readout(stack: Stack, day: number | null, what: string): string {
  const name = day === null ? undefined : stack.days[day];
  if (day === null || name === undefined) return `${formatCount(stack.total)} ${what} in ${stack.days.length} days`;
  return `${formatCount(stack.totals[day] ?? 0)} ${what} on ${dayName(name)}`;
}

function Grid({ width, ticks }: { width: number; ticks: readonly number[] }) {
  const top = ticks.at(-1) ?? 1;
  return (
    <g class="chart-grid">
      {ticks.map((tick) => {
        const y = room.top + plotHeight - (tick / top) * plotHeight;
        return (
          <g key={tick}>
            <line x1={room.left} x2={width - room.right} y1={Math.round(y) + 0.5} y2={Math.round(y) + 0.5} />
            <text x={room.left - 8} y={y + 4} text-anchor="end">
              {formatCount(tick)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface BarsProps {
  readonly stack: Stack;
  readonly width: number;
  readonly day: number | null;
  readonly layer: number | null;
  readonly onDay: (day: number) => void;
}

function Bars({ stack, width, day, layer, onDay }: BarsProps) {
  const plotWidth = width - room.left - room.right;
  const top = countTicks(stack.max).at(-1) ?? 1;
  const columns = bands(stack.days.length, plotWidth);
  const every = labelEvery(stack.days.length, plotWidth, 52);
  const step = plotWidth / Math.max(1, stack.days.length);
  return (
    <>
      {columns.map((band, column) => {
        const name = stack.days[column] ?? '';
        let base = room.top + plotHeight;
        return (
          <g key={name} class={day !== null && day !== column ? 'faded' : undefined}>
            {stack.layers.map((one, index) => {
              const tall = ((one.values[column] ?? 0) / top) * plotHeight;
              if (tall === 0) return null;
              base -= tall;
              return (
                <rect
                  key={layerName(one)}
                  class={`series-${index}${layer !== null && layer !== index ? ' faded' : ''}`}
                  x={room.left + band.start}
                  y={base}
                  width={band.width}
                  height={Math.max(1, tall - 1)}
                  rx={Math.min(2, tall / 2)}
                />
              );
            })}
            {column % every === 0 && (
              <text class="chart-label" x={room.left + band.start + band.width / 2} y={height - 6} text-anchor="middle">
                {dayName(name).replace(/^\w+ /, '')}
              </text>
            )}
            <rect
              class="chart-target"
              x={room.left + column * step}
              y={0}
              width={step}
              height={height}
              onPointerEnter={() => onDay(column)}
            />
          </g>
        );
      })}
    </>
  );
}
