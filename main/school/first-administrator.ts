import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import type { Account, SchoolStore } from '#store/school-store.ts';

/** Where the school's first administrator is reached; `.internal` is nobody's (ICANN, 2024), so no mail can go astray. */
const email = 'administrator@schoolgate.internal';

export interface FirstSignIn {
  readonly email: string;
  readonly link: string;
}

/** A new one-time link, for as long as no administrator has chosen a password; afterwards null. */
export async function firstSignIn(school: SchoolStore, clock: () => number, dashboardUrl: string): Promise<FirstSignIn | null> {
  const administrators = (await school.accounts.list()).filter(({ role, disabled }) => role === 'administrator' && !disabled);
  if (administrators.some(({ passwordHash }) => passwordHash !== null)) return null;
  const account = administrators[0] ?? (await makeAdministrator(school));
  return { email: account.email, link: await createOneTimeLink(school, account, clock, dashboardUrl) };
}

async function makeAdministrator(school: SchoolStore): Promise<Account> {
  const account: Account = {
    id: 'administrator',
    school: school.school.id,
    email,
    name: 'Administrator',
    role: 'administrator',
    person: null,
    passwordHash: null,
    disabled: false,
  };
  await school.accounts.save(account);
  return account;
}
