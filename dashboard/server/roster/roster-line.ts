import type { GroupId } from '#policies/model/group.ts';
import type { Person } from '#store/school-store.ts';
import type { SchoolGroups } from './school-groups.ts';

const kinds: readonly Person['kind'][] = ['pupil', 'staff', 'guest'];

/** What one line of a roster says about a person, or what is wrong with it. */
export type RosterLine = Pick<Person, 'login' | 'name' | 'kind' | 'groups' | 'teaches'>;

/**
 * Reads `login,name,kind,group`. `group` may name several, with semicolons between them. Classes in a line of staff are
 * those that the person teaches: staff are never judged as the pupils of a class.
 */
export function rosterLine(fields: readonly string[], groups: SchoolGroups): RosterLine | { problem: string } {
  if (fields.length !== 4) return { problem: `A line has four fields, login, name, kind and group; this has ${fields.length}.` };
  const [login = '', name = '', kindWord = '', groupWords = ''] = fields.map((field) => field.normalize('NFC').trim());
  const problem = loginProblem(login) ?? nameProblem(name);
  if (problem) return { problem };
  const kind = kinds.find((one) => one === kindWord.toLowerCase());
  if (!kind) return { problem: 'The kind must be pupil, staff or guest.' };
  const member = memberships(kind, groupWords, groups);
  return 'problem' in member ? member : { login: login.toLowerCase(), name, kind, ...member };
}

function loginProblem(login: string): string | null {
  if (login === '') return 'The login is missing.';
  if (login.length > 200) return 'The login is too long.';
  return /^[\p{L}\p{N}_][\p{L}\p{N}._%+'@-]*$/u.test(login) ? null : 'The login holds a character that no sign-in name has.';
}

function nameProblem(name: string): string | null {
  if (name === '') return 'The name is missing.';
  if (name.length > 100) return 'The name is too long.';
  // A spreadsheet would run a cell that begins like this as a formula when the name is exported again.
  if (/^[=+\-@]/.test(name)) return 'A name cannot begin with =, +, - or @.';
  // Joiners (U+200C, U+200D) are part of spelling in Persian and Indic names.
  return /[\p{Cc}\p{Co}\p{Cn}]|(?![\u200C\u200D])\p{Cf}/u.test(name) ? 'The name holds a character that cannot be seen.' : null;
}

function memberships(
  kind: Person['kind'],
  words: string,
  known: SchoolGroups,
): { groups: GroupId[]; teaches: GroupId[] } | { problem: string } {
  const found: { id: GroupId; isClass: boolean }[] = [];
  for (const word of words
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')) {
    const group = known.named(word);
    if (!group) return { problem: `There is no group “${word.slice(0, 64)}” at your school.` };
    if (known.isForStaff(group.id) !== (kind === 'staff') && !(kind === 'staff' && group.isClass))
      return { problem: `Somebody of the kind ${kind} cannot be in the group “${word.slice(0, 64)}”.` };
    found.push(group);
  }
  if (kind === 'staff') {
    const own = found.filter((group) => !group.isClass).map((group) => group.id);
    return { groups: own.length > 0 ? own : ['staff'], teaches: found.filter((group) => group.isClass).map((group) => group.id) };
  }
  if (found.length === 0 && kind === 'pupil') return { problem: 'The group is missing: write the class, or the year.' };
  return { groups: found.length > 0 ? found.map((group) => group.id) : ['guest'], teaches: [] };
}
