// The groups of an English school: key stages as phases in bands of age, years below them. Classes are added by each school.
import type { Group } from '../model/group.ts';

const ageBands = [
  ['under-11', 'Under 11', ['ks1', 'ks2']],
  ['11-to-16', '11 to 16', ['ks3', 'ks4']],
  ['over-16', 'Pupils over 16', ['sixth-form']],
] as const;

/** Narrow to wide in how much a phase may see is the committee's choice; this is only who there is. */
const phases = [
  ['ks1', 'Key Stage 1'],
  ['ks2', 'Key Stage 2'],
  ['ks3', 'Key Stage 3'],
  ['ks4', 'Key Stage 4'],
  ['sixth-form', 'Sixth form'],
  ['staff', 'Staff'],
  ['guest', 'Guests'],
  ['unknown', 'Not known'],
] as const;
export type StarterPhase = (typeof phases)[number][0];

/** Last year of each key stage. */
const lastYears = [
  [2, 'ks1'],
  [6, 'ks2'],
  [9, 'ks3'],
  [11, 'ks4'],
  [13, 'sixth-form'],
] as const;

const years = Array.from({ length: 13 }, (_, index): Group => {
  const year = index + 1;
  const parent = lastYears.find(([last]) => year <= last)?.[1] ?? 'unknown';
  return { id: `year-${year}`, name: `Year ${year}`, kind: 'year', parent };
});

/** Staff, guests and people who cannot be named are of no band. */
const bandOf = (phase: StarterPhase): string =>
  ageBands.find(([, , phases]) => (phases as readonly StarterPhase[]).includes(phase))?.[0] ?? 'everyone';

export const starterGroups: readonly Group[] = [
  { id: 'everyone', name: 'Everyone', kind: 'everyone', parent: null },
  ...ageBands.map(([id, name]): Group => ({ id, name, kind: 'age-band', parent: 'everyone' })),
  ...phases.map(([id, name]): Group => ({ id, name, kind: 'phase', parent: bandOf(id) })),
  ...years,
];

export const starterPhases: readonly StarterPhase[] = phases.map(([id]) => id);
