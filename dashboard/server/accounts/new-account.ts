import type { z } from 'zod';
import type { inviteSchema } from '#policies/contracts/dashboard-api.ts';
import type { Account, Person, SchoolStore, Store } from '#store/school-store.ts';
import { StoreProblem } from '#store/store-problem.ts';
import { conflict, noPolicyYet, Problem, undoableField } from '../http/problem.ts';
import { newId } from './secret-token.ts';

type Invitation = z.infer<typeof inviteSchema>;

const taken = conflict('There is an account with this e-mail address already.');

/**
 * The account that an invitation makes. Somebody who was invited before and never came is invited again, with what the
 * new invitation says. Whoever teaches is tied to their person on the roster, which is made where there is none.
 */
export async function invite(store: Store, school: SchoolStore, invitation: Invitation): Promise<Account | Problem> {
  const email = invitation.email.trim().toLowerCase();
  const before = await store.accountByEmail(email);
  if (before && (before.school !== school.school.id || before.passwordHash !== null || before.disabled)) return taken;
  const person = await personOf(school, email, invitation);
  if (person instanceof Problem) return person;
  const account: Account = {
    id: before?.id ?? newId('account'),
    school: school.school.id,
    email,
    name: invitation.name.trim(),
    role: invitation.role,
    person: person?.id ?? null,
    passwordHash: null,
    disabled: false,
  };
  try {
    await school.accounts.save(account);
  } catch (error) {
    if (error instanceof StoreProblem && error.kind === 'conflict') return taken;
    throw error;
  }
  return account;
}

async function personOf(school: SchoolStore, email: string, { name, teaches }: Invitation): Promise<Person | null | Problem> {
  const known = await school.people.byLogin(email);
  if (known && known.kind !== 'staff') return conflict('The roster has this e-mail address as somebody who is not staff.');
  if (teaches.length === 0) return known;
  const policy = (await school.policies.current())?.policy;
  if (!policy) return noPolicyYet;
  const strange = teaches.find((id) => !policy.groups.some((group) => group.id === id && group.kind === 'class'));
  if (strange !== undefined) return undoableField('teaches', `There is no class “${strange.slice(0, 64)}” at your school.`);
  const person: Person = {
    id: known?.id ?? newId('person'),
    name: known?.name ?? name.trim(),
    login: email,
    kind: 'staff',
    groups: known?.groups ?? ['staff'],
    teaches: [...new Set(teaches)],
  };
  await school.people.save([person]);
  return person;
}
