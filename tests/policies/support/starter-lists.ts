// The shipped lists as the composition root reads them.
import { readdirSync, readFileSync } from 'node:fs';
import type { CategoryList } from '#policies/contracts/bundle.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { readListHeader } from '#policies/lists/list-header.ts';
import type { LineProblem } from '#policies/lists/list-lines.ts';
import { parseDomainList } from '#policies/lists/parse-list.ts';
import { parsePhraseList } from '#policies/phrases/parse-phrases.ts';

interface Meta {
  readonly id: string;
  readonly name: string;
  readonly category: string;
}

function read<L>(
  folder: string,
  parse: (text: string, meta: Meta) => { list: L; problems: LineProblem[] },
): { list: L; problems: LineProblem[] }[] {
  const directory = new URL(`../../../policies/starter/${folder}/`, import.meta.url);
  return readdirSync(directory)
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, directory), 'utf8');
      const header = readListHeader(text);
      if (header === null) throw new Error(`${folder}/${file} has no header.`);
      return parse(text, { id: file.replace(/\.txt$/, ''), ...header });
    });
}

const domains = read<CategoryList>('lists', parseDomainList);
const phrases = read<PhraseList>('phrases', parsePhraseList);

export const starterLists: readonly CategoryList[] = domains.map(({ list }) => list);
export const starterPhraseLists: readonly PhraseList[] = phrases.map(({ list }) => list);
export const starterListProblems: readonly LineProblem[] = [...domains, ...phrases].flatMap(({ problems }) => problems);
