import type { Account, SchoolStore } from '#store/school-store.ts';
import { randomToken, sha256 } from './secret-token.ts';

/** A link is for the same day: 24 hours in milliseconds. */
export const oneTimeLinkLasts = 24 * 60 * 60 * 1000;

/** A link that signs the account in once, within 24 hours. Only its hash is kept, so it can be shown this once and never again. */
export async function createOneTimeLink(school: SchoolStore, account: Account, clock: () => number, baseUrl: string): Promise<string> {
  const token = randomToken();
  await school.accounts.saveOneTimeLink(sha256(token), account.id, clock() + oneTimeLinkLasts);
  return `${baseUrl}/sign-in/${token}`;
}
