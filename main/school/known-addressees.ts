import type { SchoolStore } from '#store/school-store.ts';
import type { Settings } from '../settings/settings.ts';

/** A sentence for every entry of the address map that names a group or person that the school does not have: it would silently be nobody. */
export async function unknownAddressees(school: SchoolStore, entries: Settings['addresses']): Promise<string[]> {
  const groups = new Set((await school.policies.current())?.policy.groups.map(({ id }) => id));
  const problems = await Promise.all(
    entries.map(async ({ name, group, person }) => {
      if (group !== undefined && !groups.has(group))
        return [`addresses, "${name}": there is no group ${group}; the groups are ${[...groups].join(', ')}.`];
      if (person !== undefined && !(await school.people.byId(person)))
        return [`addresses, "${name}": nobody on the roster has the id ${person}; import the roster first, or name a group.`];
      return [];
    }),
  );
  return problems.flat();
}
