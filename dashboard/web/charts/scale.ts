// Scales of the charts: whole counts only, so steps are 1, 2 or 5 times a power of ten and never below one.

/** Ticks from 0 to at least `max`, about `wanted` steps apart. */
export function countTicks(max: number, wanted = 4): readonly number[] {
  const rough = Math.max(1, max) / wanted;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude);
  const last = Math.max(step, Math.ceil(max / step) * step);
  return Array.from({ length: Math.round(last / step) + 1 }, (_, index) => index * step);
}

export interface Band {
  readonly start: number;
  readonly width: number;
}

/** Equal bands for `count` columns over `length` pixels, of which each column fills `fill`. */
export function bands(count: number, length: number, fill = 0.68): readonly Band[] {
  const step = count === 0 ? 0 : length / count;
  const width = Math.min(step * fill, 48);
  return Array.from({ length: count }, (_, index) => ({ start: index * step + (step - width) / 2, width }));
}

/** Every how many columns a label fits that needs `needed` pixels. */
export function labelEvery(count: number, length: number, needed: number): number {
  return Math.max(1, Math.ceil((count * needed) / Math.max(1, length)));
}

/** 0 for nothing, then 1 to 4 by square root, so that small counts still differ where one cell towers. */
export function heatLevel(count: number, max: number): 0 | 1 | 2 | 3 | 4 {
  if (count <= 0 || max <= 0) return 0;
  const share = Math.sqrt(count / max);
  return share > 0.75 ? 4 : share > 0.5 ? 3 : share > 0.25 ? 2 : 1;
}
