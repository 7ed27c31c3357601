import { describe, expect, test } from 'vitest';
import { heatOf } from '#dashboard/web/charts/heat.ts';
import { bands, countTicks, heatLevel, labelEvery } from '#dashboard/web/charts/scale.ts';
import { daysBetween, stackByCategory, type Count } from '#dashboard/web/charts/stack.ts';

const count = (day: string, category: string | null, number: number, phase = 'ks3', kind: Count['kind'] = 'blocked'): Count => ({
  day,
  phase,
  category,
  kind,
  count: number,
});

describe('the scale of counts', () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [6, [0, 1, 2, 3, 4, 5, 6]],
    [7, [0, 2, 4, 6, 8]],
    [13, [0, 5, 10, 15]],
    [110, [0, 20, 40, 60, 80, 100, 120]],
    [4321, [0, 1000, 2000, 3000, 4000, 5000]],
  ])('up to %i has the whole ticks %j', (max, ticks) => {
    expect(countTicks(max)).toEqual(ticks);
  });

  test('reaches every count and never has more than six steps', () => {
    for (let max = 1; max < 3000; max += 7) {
      const ticks = countTicks(max);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }
  });
});

describe('bars', () => {
  test('stand in the middle of equal bands and inside the plot', () => {
    expect(bands(4, 400, 0.4)).toEqual([30, 130, 230, 330].map((start) => ({ start, width: 40 })));
    const many = bands(28, 280);
    expect(many).toHaveLength(28);
    expect((many.at(-1)?.start ?? 0) + (many.at(-1)?.width ?? 0)).toBeLessThanOrEqual(280);
    expect(bands(0, 100)).toEqual([]);
  });

  test('leave out labels that would not fit', () => {
    expect(labelEvery(7, 700, 52)).toBe(1);
    expect(labelEvery(14, 360, 52)).toBe(3);
    expect(labelEvery(28, 0, 52)).toBeGreaterThan(28);
  });
});

describe('the stack of a period', () => {
  test('has every UTC day of it, days without anything included', () => {
    expect(daysBetween(Date.parse('2026-11-24T00:00:00Z'), Date.parse('2026-11-26T11:05:00Z') + 1)).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ]);
    expect(daysBetween(Date.parse('2026-11-24T15:00:00Z'), Date.parse('2026-11-26T00:00:00Z'))).toEqual(['2026-11-24', '2026-11-25']);
  });

  test('adds the groups of a category together, the biggest first', () => {
    const days = ['2026-11-25', '2026-11-26'];
    const stack = stackByCategory(
      [
        count('2026-11-25', 'games', 2),
        count('2026-11-25', 'games', 3, 'ks4'),
        count('2026-11-26', 'chat', 9),
        count('2026-10-01', 'games', 99),
      ],
      days,
    );
    expect(stack.layers).toEqual([
      { category: 'chat', other: false, total: 9, values: [0, 9] },
      { category: 'games', other: false, total: 5, values: [5, 0] },
    ]);
    expect(stack).toMatchObject({ totals: [5, 9], total: 14, max: 9 });
  });

  test('puts small categories together, and loses none of their counts', () => {
    const stack = stackByCategory(
      ['a', 'b', 'c', 'd', 'e'].map((id, index) => count('2026-11-26', id, 10 - index)),
      ['2026-11-26'],
      2,
    );
    expect(stack.layers.map(({ category, other, total }) => [category, other, total])).toEqual([
      ['a', false, 10],
      ['b', false, 9],
      [null, true, 21],
    ]);
    expect(stack.total).toBe(40);
  });

  test('draws a last single category by its name instead of as “others”', () => {
    expect(
      stackByCategory(
        ['a', 'b', 'c'].map((id) => count('2026-11-26', id, 1)),
        ['2026-11-26'],
        2,
      ).layers.some((layer) => layer.other),
    ).toBe(false);
  });
});

describe('the heat table', () => {
  test('has the groups in the school’s own order, busiest category first, and sums that agree', () => {
    const heat = heatOf(
      [
        count('d', 'games', 8, 'ks4'),
        count('d', 'games', 2, 'ks3'),
        count('e', 'games', 2, 'ks3'),
        count('d', null, 1, 'guest'),
        count('d', 'chat', 0, 'staff'),
      ],
      ['ks3', 'ks4', 'staff'],
    );
    expect(heat.phases).toEqual(['ks3', 'ks4', 'guest']);
    expect(heat.rows.map((row) => [row.category, row.cells.map((cell) => cell.count), row.total])).toEqual([
      ['games', [4, 8, 0], 12],
      [null, [0, 0, 1], 1],
    ]);
    expect(heat).toMatchObject({ phaseTotals: [4, 8, 1], total: 13 });
  });

  test('tints by the square root, so that one tall cell does not hide the others', () => {
    expect([0, 1, 10, 50, 100].map((number) => heatLevel(number, 100))).toEqual([0, 1, 2, 3, 4]);
    expect(heatLevel(3, 0)).toBe(0);
  });
});
