import type { Account } from '#store/school-store.ts';
import { sha256 } from '../accounts/secret-token.ts';
import { Problem } from '../http/problem.ts';
import type { Services } from '../services.ts';

const spent = new Problem(
  401,
  'This link no longer works',
  'A sign-in link works once and for 24 hours. Ask the administrator of your school for a new one.',
);

/**
 * The account of a one-time link, which is used up. Whoever comes by a link has no password, or none that they know:
 * one from before ends here, and every session with it.
 */
export async function byLink({ store }: Services, token: string, at: number): Promise<Account | Problem> {
  const hash = sha256(token);
  const id = await store.oneTimeLinkSchool(hash);
  if (id === null) return spent;
  const { accounts } = store.forSchool(id);
  const name = await accounts.useOneTimeLink(hash, at);
  const account = name === null ? null : await accounts.byId(name);
  if (account === null || account.disabled) return spent;
  if (account.passwordHash === null) return account;
  const reset = { ...account, passwordHash: null };
  await accounts.save(reset);
  return reset;
}
