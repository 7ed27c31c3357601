// A policy while somebody changes it in the dashboard: what it would be, and how to change one thing in it.
import type { PolicyDocument, Schedule } from '#policies/contracts/policy-document.ts';
import type { CategoryEffect, Effect } from '#policies/model/effect.ts';
import type { Group } from '#policies/model/group.ts';
import { ownEntry } from '#policies/workflows/inherit.ts';
import type { PolicyParts } from '#policies/workflows/policy-parts.ts';

export interface Drafting {
  /** As it would be. */
  readonly policy: PolicyDocument;
  /** As it is in force. */
  readonly before: PolicyDocument;
  readonly change: (parts: PolicyParts) => void;
}

/** The grid with one entry changed, or taken out with `null`; a row of which nothing is left goes too. */
export function withGridEntry(
  grid: PolicyDocument['grid'],
  group: string,
  category: string,
  effect: CategoryEffect | null,
): PolicyDocument['grid'] {
  const { [category]: _old, ...rest } = ownEntry(grid, group) ?? {};
  const row = effect === null ? rest : { ...rest, [category]: effect };
  return withRow(grid, group, Object.keys(row).length === 0 ? null : row);
}

/** Rows with one changed, or taken out with `null`. */
export function withRow<V>(rows: Readonly<Record<string, V>>, group: string, row: V | null): Record<string, V> {
  const { [group]: _old, ...rest } = rows;
  return row === null ? rest : { ...rest, [group]: row };
}

export function withItem<T>(items: readonly T[], place: number, item: T | null): T[] {
  return items.flatMap((one, index) => (index !== place ? [one] : item === null ? [] : [item]));
}

/** An id that no other has: `schedule-3`. */
export function freeId(what: string, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${what}-${number}`)) number++;
  return `${what}-${number}`;
}

/** A schedule with some of its parts changed; `undefined` takes a part out. */
export function withParts(schedule: Schedule, parts: { readonly [K in keyof Schedule]?: Schedule[K] | undefined }): Schedule {
  const all = Object.entries({ ...schedule, ...parts }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all) as Schedule;
}

export const obligationChoices = [
  { value: 'both', label: 'Safe search and restricted video', of: { safeSearch: true, videoRestriction: true } },
  { value: 'search', label: 'Safe search only', of: { safeSearch: true, videoRestriction: false } },
  { value: 'video', label: 'Restricted video only', of: { safeSearch: false, videoRestriction: true } },
  { value: 'neither', label: 'Neither', of: { safeSearch: false, videoRestriction: false } },
] as const;

export function obligationChoice(of: { readonly safeSearch: boolean; readonly videoRestriction: boolean }) {
  const found = obligationChoices.find(
    (choice) => choice.of.safeSearch === of.safeSearch && choice.of.videoRestriction === of.videoRestriction,
  );
  return found ?? obligationChoices[0];
}

const kindWords: Readonly<Record<Group['kind'], string>> = {
  everyone: 'everybody',
  'age-band': 'age band',
  phase: 'phase',
  year: 'year',
  class: 'class',
};

/** Widest first, each with what it is. */
export function groupChoices(groups: readonly Group[]): readonly { readonly value: string; readonly label: string }[] {
  const kinds = Object.keys(kindWords);
  return groups
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .map(({ id, name, kind }) => ({ value: id, label: `${name} (${kindWords[kind]})` }));
}

export const isEffect = (value: string): value is Effect => value === 'allow' || value === 'warn' || value === 'block';
