const whole = new Intl.NumberFormat('en-GB');
const rules = new Intl.PluralRules('en-GB');

export function formatCount(count: number): string {
  return whole.format(count);
}

/** `counted(1, 'request')` → "1 request"; `counted(1200, 'entry', 'entries')` → "1,200 entries". */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${whole.format(count)} ${rules.select(count) === 'one' ? one : many}`;
}

/** Bytes in the unit that people read: `1.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'] as const;
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit] ?? 'bytes'}`;
}
