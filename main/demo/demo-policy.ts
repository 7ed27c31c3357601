import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Group } from '#policies/model/group.ts';

/** Class id, its year and how many pupils it has. About 180 in all. */
export const demoClasses: readonly { readonly id: string; readonly year: number; readonly pupils: number }[] = [
  ...[7, 8, 9, 10, 11].flatMap((year) => ['a', 'b', 'c'].map((letter) => ({ id: `${year}${letter}`, year, pupils: 10 }))),
  ...[12, 13].flatMap((year) => ['a', 'b'].map((letter) => ({ id: `${year}${letter}`, year, pupils: 8 }))),
];

/** The starter policy of a secondary school: with classes 7A to 13B under their years. Classes that are there already stay. */
export function demoPolicy(starter: PolicyDocument): PolicyDocument {
  const known = new Set(starter.groups.map(({ id }) => id));
  const classes = demoClasses.map(({ id, year }): Group => ({ id, name: id.toUpperCase(), kind: 'class', parent: `year-${year}` }));
  return { ...starter, groups: [...starter.groups, ...classes.filter(({ id }) => !known.has(id))] };
}
