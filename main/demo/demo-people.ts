import type { Account, Person } from '#store/school-store.ts';
import { firstNames, lastNames, outsiders, staff } from './demo-names.ts';
import { demoClasses } from './demo-policy.ts';
import type { Random } from './random.ts';

/** A domain that nobody can own (RFC 2606). */
const domain = 'demo-school.example';

export interface DemoPeople {
  readonly pupils: readonly Person[];
  readonly staff: readonly Person[];
  /** A school may have an administrator already; see `seedDemo`. */
  readonly accounts: readonly Account[];
}

export function demoPeople(school: string, random: Random): DemoPeople {
  const logins = new Set<string>();
  const pupils = demoClasses.flatMap(({ id, year, pupils: count }) => Array.from({ length: count }, () => pupil(id, year, logins, random)));
  const employed = staff.map(({ name, teaches }): Person => ({
    id: `staff-${random.hex(8)}`,
    name,
    login: `${mailName(name)}@${domain}`,
    kind: 'staff',
    groups: ['staff'],
    teaches,
  }));
  const account = (id: string, name: string, role: Account['role'], person: string | null): Account => ({
    id,
    school,
    email: `${mailName(name)}@${domain}`,
    name,
    role,
    person,
    passwordHash: null,
    disabled: false,
  });
  return {
    pupils,
    staff: employed,
    accounts: [
      ...outsiders.map(({ id, name, role }) => account(id, name, role, null)),
      ...staff.flatMap(({ name, role }, index) =>
        role ? [account(`account-${mailName(name)}`, name, role, employed[index]?.id ?? null)] : [],
      ),
    ],
  };
}

/** The year of entry stands in front of a pupil's sign-in name, as schools do it; a number keeps namesakes apart. */
function pupil(group: string, year: number, logins: Set<string>, random: Random): Person {
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  const base = `${33 - year}${first.slice(0, 1)}${last}`.toLowerCase();
  let login = base;
  for (let n = 2; logins.has(login); n += 1) login = `${base}${n}`;
  logins.add(login);
  return {
    id: `pupil-${random.hex(8)}`,
    name: `${first} ${last}`,
    login: `${login}@${domain}`,
    kind: 'pupil',
    groups: [group],
    teaches: [],
  };
}

/** `Ada Okafor` → `a.okafor`. */
function mailName(name: string): string {
  const words = name.toLowerCase().split(' ');
  return `${words[0]?.slice(0, 1) ?? ''}.${words.at(-1) ?? ''}`;
}
