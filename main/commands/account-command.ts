import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { inviteSchema } from '#policies/contracts/dashboard-api.ts';
import { roles } from '#policies/model/actor.ts';
import type { Account, SchoolStore } from '#store/school-store.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import type { DataFolder } from '../settings/data-folder.ts';
import { dashboardUrlOf } from './dashboard-url.ts';
import { tell, type Flags } from './flags.ts';
import { withSchool } from './school-of.ts';

const invitation = inviteSchema.pick({ name: true, email: true, role: true });
const words: Readonly<Record<string, string>> = {
  name: 'The name must have 2 to 100 characters.',
  email: 'The e-mail address cannot be read: give one such as ada.okafor@school.example.',
  role: `There is no such role; the roles are ${roles.join(', ')}.`,
};

export function inviteAccount(email: string, flags: Flags & { readonly name: string; readonly role: string }): Promise<Outcome<void>> {
  return withSchool(flags, async (school, data) => {
    const wanted = invitation.safeParse({ email: email.toLowerCase(), name: flags.name, role: flags.role });
    if (!wanted.success)
      return failed(
        z.flattenError(wanted.error).formErrors.join(' ') ||
          Object.keys(z.flattenError(wanted.error).fieldErrors)
            .map((field) => words[field])
            .join('\n'),
      );
    if (await accountWith(school, wanted.data.email))
      return failed(`${wanted.data.email} has an account already: print a new link with "account link".`);
    const account: Account = {
      ...wanted.data,
      id: `account-${randomUUID()}`,
      school: school.school.id,
      person: null,
      passwordHash: null,
      disabled: false,
    };
    await school.accounts.save(account);
    return printLink(school, account, data, flags);
  });
}

export function linkAccount(email: string, flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school, data) => {
    const account = await accountWith(school, email.toLowerCase());
    if (!account) return failed(`Nobody has the account ${email}: make it with "account invite".`);
    if (account.disabled) return failed(`The account ${email} is switched off: an administrator can switch it on in the dashboard.`);
    return printLink(school, account, data, flags);
  });
}

async function accountWith(school: SchoolStore, email: string): Promise<Account | undefined> {
  return (await school.accounts.list()).find((account) => account.email === email);
}

async function printLink(school: SchoolStore, account: Account, data: DataFolder, flags: Flags): Promise<Outcome<void>> {
  const url = dashboardUrlOf(data, flags);
  if (!url.ok) return url;
  const at = Date.now();
  await school.audit.add({ at, by: 'system', did: 'made-one-time-link', to: `account:${account.id}`, detail: 'at the command line' });
  tell(await createOneTimeLink(school, account, () => at, url.value));
  return done(undefined);
}
