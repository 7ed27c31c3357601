import type { Account, Person } from '#store/school-store.ts';

/** "Ada Okafor (safeguarding lead)". */
export function nameWithRole(account: Pick<Account, 'name' | 'role'>): string {
  return `${account.name} (${account.role.replaceAll('-', ' ')})`;
}

/** "Ada Okafor (staff)". */
export function nameOfStaff(person: Pick<Person, 'name'>): string {
  return `${person.name} (staff)`;
}
