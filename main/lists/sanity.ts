// Whether a new version of a list can be what its makers meant. Nobody looks at a nightly update; so what is odd waits for
// somebody who does, and the version before it stays in force.
import type { SourceVersion } from './source-state.ts';

/** Lists of fewer entries than this come and go. */
const small = 100;

type Counted = Pick<SourceVersion, 'lines' | 'entries' | 'refused' | 'lists'>;

/** A sentence for each thing that is odd; none where the version can be taken. */
export function oddities(before: Counted | null, after: Counted): string[] {
  const odd: string[] = [];
  if (after.refused > after.entries) odd.push(`More lines cannot be used (${after.refused}) than can (${after.entries}).`);
  if (before === null) return odd;
  const whole = oddChange(before.entries, after.entries);
  if (whole !== null) odd.push(`It ${whole}: ${before.entries} entries before, ${after.entries} now.`);
  for (const [list, entries] of Object.entries(before.lists)) {
    const now = after.lists[list] ?? 0;
    const change = oddChange(entries, now);
    if (change !== null) odd.push(`“${list}” ${now === 0 ? 'is gone' : change}: ${entries} entries before, ${now} now.`);
  }
  return odd;
}

function oddChange(before: number, after: number): string | null {
  if (before < small && after < small) return null;
  if (after * 2 < before) return 'has shrunk to less than half';
  return before > 0 && after > before * 10 ? 'has grown more than tenfold' : null;
}
