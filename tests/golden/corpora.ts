// The files of the corpus, in order, read from the policy and the lists that a new school begins with.
import { readdirSync, readFileSync } from 'node:fs';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { parseCorpus, type Corpus } from '#tests/golden/corpus.ts';
import { starterLists } from '#tests/policies/support/starter-lists.ts';

export const start = { policy: starterPolicy, lists: starterLists };

/** Fewest cases of each file: a parser that reads none would find all of them right. */
export const fewestCases: Readonly<Record<string, number>> = {
  'ages.txt': 55,
  'carried.txt': 72,
  'decisions.txt': 19,
  'imported.txt': 58,
  'key-stages.txt': 30,
  'keyed.txt': 49,
  'long.txt': 32,
  'mandatory.txt': 13,
  'names.txt': 93,
  'parts-of-sites.txt': 101,
  'precedence.txt': 17,
  'ranges-and-expressions.txt': 56,
  'schedules.txt': 109,
  'suffixes.txt': 49,
  'tunnels.txt': 22,
  'videos.txt': 60,
  'ways-round.txt': 38,
};

const directory = new URL('./', import.meta.url);

export function readCorpora(): { file: string; corpus: Corpus }[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => ({ file, corpus: parseCorpus(readFileSync(new URL(file, directory), 'utf8'), start) }));
}
