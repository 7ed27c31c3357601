import type { Group } from '#policies/model/group.ts';
import type { Person, SchoolStore } from '#store/school-store.ts';
import { newId } from '../accounts/secret-token.ts';
import { csvRecords } from '../csv-records.ts';
import { rosterLine } from './roster-line.ts';
import { schoolGroups } from './school-groups.ts';

export interface ImportedRoster {
  readonly saved: number;
  readonly problems: { line: number; problem: string }[];
}

/** Nobody reads more than this; a file that is no roster at all would otherwise be answered line by line. */
const mostProblems = 500;
const header = 'login,name,kind,group';

/** Saves every good line: new people get a random id, known ones (by login) keep theirs. Bad lines are told and left out. */
export async function importRoster(school: SchoolStore, groups: readonly Group[], csv: string): Promise<ImportedRoster> {
  const known = new Map((await school.people.list()).map((person) => [person.login, person]));
  const ofSchool = schoolGroups(groups);
  const people: Person[] = [];
  const firstLine = new Map<string, number>();
  const problems: { line: number; problem: string }[] = [];
  let bad = 0;
  const tell = (line: number, problem: string): void => {
    if (++bad <= mostProblems) problems.push({ line, problem });
  };
  for (const record of csvRecords(csv)) {
    if ('problem' in record) {
      tell(record.line, record.problem);
      continue;
    }
    if (record.line === 1 && record.fields.map((field) => field.trim().toLowerCase()).join(',') === header) continue;
    const read = rosterLine(record.fields, ofSchool);
    if ('problem' in read) {
      tell(record.line, read.problem);
      continue;
    }
    const before = firstLine.get(read.login);
    if (before !== undefined) {
      tell(record.line, `This login stands in line ${before} already.`);
      continue;
    }
    firstLine.set(read.login, record.line);
    const person = known.get(read.login);
    people.push({
      id: person?.id ?? newId('person'),
      ...read,
      teaches: read.kind === 'staff' && read.teaches.length === 0 ? (person?.teaches ?? []) : read.teaches,
    });
  }
  if (bad > mostProblems) problems.push({ line: 0, problem: `${bad - mostProblems} more lines were not understood.` });
  if (people.length > 0) await school.people.save(people);
  return { saved: people.length, problems };
}
