import { accountsSchema, inviteSchema, invitedSchema } from '#policies/contracts/dashboard-api.ts';
import { accountView } from '../accounts/account-view.ts';
import { invite } from '../accounts/new-account.ts';
import { createOneTimeLink } from '../accounts/invite.ts';
import { Problem } from '../http/problem.ts';
import { route } from '../http/route.ts';

const listAccounts = route({
  method: 'GET',
  url: '/api/accounts',
  permission: ['see-accounts', 'manage-accounts'],
  schema: { answer: accountsSchema },
  async handler({ school }) {
    return { accounts: (await school.accounts.list()).map(accountView) };
  },
});

const inviteAccount = route({
  method: 'POST',
  url: '/api/accounts',
  permission: 'manage-accounts',
  schema: { body: inviteSchema, answer: invitedSchema },
  async handler({ services, actor, school, body, at }) {
    const account = await invite(services.store, school, body);
    if (account instanceof Problem) return account;
    const link = await createOneTimeLink(school, account, services.clock, services.publicUrl());
    await school.audit.add({ at, by: actor.account, did: 'invited-account', to: `account:${account.id}`, detail: account.role });
    return { account: accountView(account), link };
  },
});

export const accountRoutes = [listAccounts, inviteAccount];
