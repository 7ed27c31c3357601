// A school’s whole day whose policy is a corpus’: its people on the roster, its lists compiled and kept as materials.
import type { MaterialFolder } from '#main/materials/material-folder.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import { listKeySecret, type Person, type SchoolStore } from '#store/school-store.ts';
import { corpusKey, materialsOf } from '#tests/golden/corpus-holdings.ts';
import type { Corpus } from '#tests/golden/corpus.ts';
import { openSchoolDay, type SchoolDay, type SchoolDayOptions } from '#tests/support/school-day.ts';

export async function openCorpusDay(corpus: Corpus, options: SchoolDayOptions): Promise<{ day: SchoolDay; people: readonly Person[] }> {
  const day = await openSchoolDay({
    ...options,
    policy: corpus.policy,
    lists: corpus.lists,
    materials: (folder, school) => keepMaterials(corpus, folder, school),
  });
  const people = rosterOf(corpus);
  for (const person of people) if (person.groups.length > 0) await day.school.people.save([person]);
  return { day, people };
}

/** The corpus’ lists where a school keeps what its bundles stand on, and the key of the keyed ones among its secrets. */
export async function keepMaterials(corpus: Corpus, folder: MaterialFolder, school: SchoolStore): Promise<Material[]> {
  await school.secrets.set(listKeySecret, Buffer.from(Uint32Array.from(corpusKey).buffer).toString('base64'));
  const kept: Material[] = [];
  for (const { kind, bytes } of materialsOf(corpus)) kept.push(await folder.keep(kind, bytes));
  return kept;
}

/** Everybody in the corpus; those without groups are on no roster. */
export function rosterOf(corpus: Corpus): Person[] {
  return [...corpus.people].map(([name, { id, groups }]) => ({
    id,
    name,
    login: `${name.toLowerCase()}@corpus.test`,
    kind: 'pupil',
    groups,
    teaches: [],
  }));
}
