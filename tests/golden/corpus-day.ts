// A school’s whole day whose policy is a corpus’: its people on the roster, its lists compiled and kept as materials.
import { corpusKey, materialsOf } from '#tests/golden/corpus-holdings.ts';
import type { Corpus } from '#tests/golden/corpus.ts';
import { listKeySecret, type Person } from '#store/school-store.ts';
import { openSchoolDay, type SchoolDay, type SchoolDayOptions } from '#tests/support/school-day.ts';

export async function openCorpusDay(
  corpus: Corpus,
  options: SchoolDayOptions,
): Promise<{ day: SchoolDay; people: ReadonlyMap<string, Person> }> {
  const day = await openSchoolDay({
    ...options,
    policy: corpus.policy,
    lists: corpus.lists,
    async materials(folder, school) {
      await school.secrets.set(listKeySecret, Buffer.from(Uint32Array.from(corpusKey).buffer).toString('base64'));
      const kept = [];
      for (const { kind, bytes } of materialsOf(corpus)) kept.push(await folder.keep(kind, bytes));
      return kept;
    },
  });
  const people = new Map<string, Person>();
  for (const [name, { id, groups }] of corpus.people) {
    const person: Person = { id, name, login: `${name.toLowerCase()}@corpus.test`, kind: 'pupil', groups, teaches: [] };
    if (groups.length > 0) await day.school.people.save([person]);
    people.set(name, person);
  }
  return { day, people };
}
