// Scales of the charts: whole counts only, so steps are 1, 2 or 5 times a power of ten and never below one.

/** Ticks from 0 to the first one that is at least `max`, with at most `most` steps between. */
export function countTicks(max: number, most = 6): readonly number[] {
  let step = 1;
  for (let nth = 0; max / step > most; nth += 1) step = nextStep(step, nth);
  const last = Math.max(1, Math.ceil(max / step)) * step;
  return Array.from({ length: last / step + 1 }, (_, index) => index * step);
}

/** 1, 2, 5, 10, 20, 50 … */
function nextStep(step: number, nth: number): number {
  return nth % 3 === 1 ? step * 2.5 : step * 2;
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
