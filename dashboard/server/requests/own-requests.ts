import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import type { Account, SchoolStore } from '#store/school-store.ts';

/** Whether the account asked, in the dashboard or, as the same human being, from a block page. */
export function askedByAccount(request: WhitelistRequest, account: Account): boolean {
  return request.askedBy.kind === 'account' ? request.askedBy.id === account.id : request.askedBy.id === account.person;
}

export async function ownRequests(
  school: SchoolStore,
  account: Account,
  query: { states?: readonly WhitelistRequest['state'][]; limit: number },
): Promise<WhitelistRequest[]> {
  const askers = [...new Set([account.id, ...(account.person === null ? [] : [account.person])])];
  const found = await Promise.all(askers.map((askedBy) => school.requests.list({ ...query, askedBy })));
  return found
    .flat()
    .filter((request) => askedByAccount(request, account))
    .sort((a, b) => b.at - a.at);
}
