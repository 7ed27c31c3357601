import type { z } from 'zod';
import type { auditPageSchema } from '#policies/contracts/dashboard-api.ts';
import type { Role } from '#policies/model/actor.ts';
import { can } from '#policies/permissions/permissions.ts';
import type { AuditEntry, SchoolStore } from '#store/school-store.ts';
import { nameWithRole } from '../accounts/role-words.ts';
import { pseudonyms } from '../events/pseudonyms.ts';

type EntryView = z.infer<typeof auditPageSchema>['entries'][number];

const subjectMark = 'subject:';
const accountMark = 'account:';
/** `event:REFERENCE`, `from event REFERENCE`. */
const eventNamed = /^(event|from event)[: ][0-9A-Z]{12}$/;

/**
 * The trail with the names of those who use the dashboard; who only browses stays behind a pseudonym here too. An event is
 * named by its reference, which is the key to its block page: only those who may see events are told which one it was.
 */
export async function auditViews(school: SchoolStore, entries: readonly AuditEntry[], role: Role): Promise<EntryView[]> {
  const accounts = new Map((await school.accounts.list()).map((account) => [account.id, nameWithRole(account)]));
  const subjects = entries.flatMap(({ by }) => (by.startsWith(subjectMark) ? [by.slice(subjectMark.length)] : []));
  const pseudonym = await pseudonyms(school, subjects);
  const who = (by: string): string => (by.startsWith(subjectMark) ? pseudonym(by.slice(subjectMark.length)) : (accounts.get(by) ?? by));
  const what = (to: string | null): string | null =>
    to?.startsWith(accountMark) ? `${accountMark}${accounts.get(to.slice(accountMark.length)) ?? to.slice(accountMark.length)}` : to;
  const shown = (text: string | null): string | null => (can(role, 'see-events') ? text : (text?.replace(eventNamed, '$1') ?? null));
  return entries.map(({ at, by, did, to, detail }) => ({
    at,
    by: who(by),
    did,
    to: shown(what(to)),
    detail: did === 'opened-incident' ? shown(detail) : detail,
  }));
}
