// Reads every list that bundles are compiled with: the starter's, then the school's own from its data folder.
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CategoryList, Material } from '#policies/contracts/bundle.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { readListHeader } from '#policies/lists/list-header.ts';
import { parseDomainList } from '#policies/lists/parse-list.ts';
import { parsePhraseList } from '#policies/phrases/parse-phrases.ts';
import { categories, categoryById } from '#policies/vocabulary/categories.ts';

/** A line that was left out, or with line 0 a whole file. */
export interface ListProblem {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

export interface LoadedLists {
  readonly lists: CategoryList[];
  readonly phraseLists: PhraseList[];
  readonly problems: ListProblem[];
  /** What imported and mandatory lists were compiled to. */
  readonly materials?: readonly Material[];
}

const starterFolder = fileURLToPath(new URL('../policies/starter', import.meta.url));

/**
 * Each folder holds `lists/*.txt` (addresses) and `phrases/*.txt`; missing ones hold nothing. A bad line or file is
 * reported and left out, so that one mistake never leaves a school without its other lists.
 */
export async function loadLists(schoolFolders: readonly string[]): Promise<LoadedLists> {
  const loaded: LoadedLists = { lists: [], phraseLists: [], problems: [] };
  await loadFolder(loaded, starterFolder, '');
  for (const folder of schoolFolders) await loadFolder(loaded, folder, 'school-');
  return loaded;
}

/** @param prefix keeps a school's own `games.txt` apart from the starter's */
async function loadFolder(loaded: LoadedLists, folder: string, prefix: string): Promise<void> {
  for (const file of await textFilesIn(join(folder, 'lists'))) await loadFile(loaded.lists, loaded.problems, parseDomainList, file, prefix);
  for (const file of await textFilesIn(join(folder, 'phrases')))
    await loadFile(loaded.phraseLists, loaded.problems, parsePhraseList, file, prefix);
}

type Parse<List> = (
  text: string,
  meta: { id: string; name: string; category: string },
) => { list: List; problems: { line: number; problem: string }[] };

async function loadFile<List>(lists: List[], problems: ListProblem[], parse: Parse<List>, file: string, prefix: string): Promise<void> {
  const text = await readText(file);
  if (text === null) return void problems.push({ file, line: 0, problem: 'The file cannot be read: make it readable for this user.' });
  const header = readListHeader(text);
  if (!header) return void problems.push({ file, line: 0, problem: 'The file must begin with the lines "# name: …" and "# category: …".' });
  if (!categoryById(header.category)) {
    const known = categories.map(({ id }) => id).join(', ');
    return void problems.push({ file, line: 0, problem: `There is no category "${header.category}"; the categories are ${known}.` });
  }
  const parsed = parse(text, { id: `${prefix}${basename(file, '.txt')}`, ...header });
  lists.push(parsed.list);
  problems.push(...parsed.problems.map((each) => ({ file, ...each })));
}

async function textFilesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}
