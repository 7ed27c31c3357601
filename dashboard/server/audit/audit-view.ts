import type { z } from 'zod';
import type { auditPageSchema } from '#policies/contracts/dashboard-api.ts';
import type { AuditEntry, SchoolStore } from '#store/school-store.ts';
import { nameWithRole } from '../accounts/role-words.ts';
import { pseudonyms } from '../events/pseudonyms.ts';

type EntryView = z.infer<typeof auditPageSchema>['entries'][number];

const subjectMark = 'subject:';
const accountMark = 'account:';

/** The trail with the names of those who use the dashboard; who only browses stays behind a pseudonym here too. */
export async function auditViews(school: SchoolStore, entries: readonly AuditEntry[]): Promise<EntryView[]> {
  const accounts = new Map((await school.accounts.list()).map((account) => [account.id, nameWithRole(account)]));
  const subjects = entries.flatMap(({ by }) => (by.startsWith(subjectMark) ? [by.slice(subjectMark.length)] : []));
  const pseudonym = await pseudonyms(school, subjects);
  const who = (by: string): string => (by.startsWith(subjectMark) ? pseudonym(by.slice(subjectMark.length)) : (accounts.get(by) ?? by));
  const what = (to: string | null): string | null =>
    to?.startsWith(accountMark) ? `${accountMark}${accounts.get(to.slice(accountMark.length)) ?? to.slice(accountMark.length)}` : to;
  return entries.map(({ at, by, did, to, detail }) => ({ at, by: who(by), did, to: what(to), detail }));
}
