import type { TrailEntry } from '#policies/contracts/incident.ts';

export interface TrailStep extends Omit<TrailEntry, 'text'> {
  readonly texts: readonly string[];
}

/** Events that the same person added at the same moment are one step; everything else stays as it was written. */
export function foldTrail(entries: readonly TrailEntry[]): readonly TrailStep[] {
  const steps: TrailStep[] = [];
  for (const { text, ...entry } of entries) {
    const before = steps.at(-1);
    const together =
      before && entry.kind === 'event-added' && before.kind === entry.kind && before.by === entry.by && before.at === entry.at;
    if (together) steps.splice(-1, 1, { ...before, texts: [...before.texts, text] });
    else steps.push({ ...entry, texts: text === '' ? [] : [text] });
  }
  return steps;
}
