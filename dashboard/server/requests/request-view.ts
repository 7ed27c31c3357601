import type { z } from 'zod';
import type { requestViewSchema } from '#policies/contracts/dashboard-api.ts';
import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { nameOfStaff, nameWithRole } from '../accounts/role-words.ts';
import { pseudonyms } from '../events/pseudonyms.ts';

export type RequestView = z.infer<typeof requestViewSchema>;

/** A request as those who decide see it: staff with their names, pupils behind their pseudonym, also where an id would give them away. */
export async function requestView(school: SchoolStore, request: WhitelistRequest): Promise<RequestView> {
  const { askedBy, decision } = request;
  const readiness = await school.requests.readiness(request.id);
  const decidedByName = decision && (await nameOfAccount(school, decision.by));
  if (askedBy.kind === 'account')
    return { request, askedByName: (await nameOfAccount(school, askedBy.id)) ?? 'Somebody who has left', decidedByName, readiness };
  const person = await school.people.byId(askedBy.id);
  const pseudonym = (await pseudonyms(school, [askedBy.id]))(askedBy.id);
  return {
    request: { ...request, askedBy: { kind: 'subject', id: pseudonym } },
    askedByName: person?.kind === 'staff' ? nameOfStaff(person) : pseudonym,
    decidedByName,
    readiness,
  };
}

async function nameOfAccount(school: SchoolStore, id: string): Promise<string | null> {
  const account = await school.accounts.byId(id);
  return account && nameWithRole(account);
}
