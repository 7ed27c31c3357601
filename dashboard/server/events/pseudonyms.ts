// Names behind which people are shown: stable in a school, different in another, and not to be turned back without the key.
import { createHmac } from 'node:crypto';
import { unknownSubject } from '#policies/model/subject.ts';
import type { Person, SchoolStore } from '#store/school-store.ts';
import { randomToken } from '../accounts/secret-token.ts';

const secretName = 'pseudonym-key';
/** Subject of events that may not be recorded by name (obligation `do-not-record`). */
const withheld = 'withheld';

const titles: Readonly<Record<Person['kind'], string>> = { pupil: 'Pupil', staff: 'Staff', guest: 'Guest' };

/** "Pupil 3F7A21" for each subject; those that left the roster are "Person …". */
export async function pseudonyms(school: SchoolStore, subjects: Iterable<string>): Promise<(subject: string) => string> {
  const key = (await school.secrets.get(secretName)) ?? (await school.secrets.create(secretName, randomToken()));
  const names = new Map<string, string>();
  for (const subject of new Set(subjects)) names.set(subject, pseudonym(key, subject, await kindOf(school, subject)));
  return (subject) => names.get(subject) ?? pseudonym(key, subject, null);
}

/** `null`: nobody whom the school knows any more. */
async function kindOf(school: SchoolStore, subject: string): Promise<Person['kind'] | null> {
  const person = await school.people.byId(subject);
  return person?.kind ?? ((await school.vouchers.byId(subject)) ? 'guest' : null);
}

/** Whether somebody's name is behind the subject at all. */
export function namesSomebody(subject: string): boolean {
  return subject !== unknownSubject.id && subject !== withheld;
}

function pseudonym(key: string, subject: string, kind: Person['kind'] | null): string {
  if (subject === unknownSubject.id) return 'Unknown person';
  if (subject === withheld) return 'Name withheld';
  // 24 bits: two of a thousand pupils share one in 3 % of schools; with 16 bits some would in nearly every school.
  const digits = createHmac('sha256', key).update(subject).digest('hex').slice(0, 6).toUpperCase();
  return `${kind ? titles[kind] : 'Person'} ${digits}`;
}
