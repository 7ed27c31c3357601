// The fixed cast of every flow: a person a role. Sentences in tests are about them.
import type { Account, Person } from '#store/school-store.ts';

export const greenfield = { id: 'greenfield', name: 'Greenfield School' };
export const hillside = { id: 'hillside', name: 'Hillside School' };

const person = (id: string, name: string, kind: Person['kind'], groups: string[], teaches: string[] = []): Person => ({
  id,
  name,
  login: `${id}@greenfield.test`,
  kind,
  groups,
  teaches,
});

/** In year 8, class 8B. */
export const mia = person('mia', 'Mia Patel', 'pupil', ['8b']);
/** In year 8, class 8C: has no part in what 8B is permitted. */
export const leo = person('leo', 'Leo Novak', 'pupil', ['8c']);
/** A sixth-former. */
export const tom = person('tom', 'Tom Reed', 'pupil', ['year-12']);
/** Teaches 8B. */
export const msOkafor = person('okafor', 'Ada Okafor', 'staff', ['staff'], ['8b']);

export const roster: readonly Person[] = [mia, leo, tom, msOkafor];

const account = (id: string, role: Account['role'], name: string, school: string, of: string | null = null): Account => ({
  id,
  school,
  email: `${id}@${school}.test`,
  name,
  role,
  person: of,
  passwordHash: null,
  disabled: false,
});

export const administrator = account('admin', 'administrator', 'Alex Admin', greenfield.id);
export const teacher = account('okafor', 'teacher', 'Ada Okafor', greenfield.id, msOkafor.id);
export const safeguardingLead = account('shah', 'safeguarding-lead', 'Imran Shah', greenfield.id);
export const committeeMember = account('lewis', 'committee', 'Carys Lewis', greenfield.id);
export const technician = account('fox', 'technician', 'Sam Fox', greenfield.id);
export const governor = account('grant', 'governor', 'Gail Grant', greenfield.id);
/** Teaches at the other school; sees nothing of Greenfield. */
export const strangeTeacher = account('hill', 'teacher', 'Harry Hill', hillside.id);
/** Safeguarding lead of the other school: the strongest role there, and still a stranger here. */
export const strangeLead = account('stone', 'safeguarding-lead', 'Sue Stone', hillside.id);

export const accounts: readonly Account[] = [
  administrator,
  teacher,
  safeguardingLead,
  committeeMember,
  technician,
  governor,
  strangeTeacher,
  strangeLead,
];
