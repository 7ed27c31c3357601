// Phrase lists that come with the lists of others: e2guardian's by the brackets around their phrases, ours by their header.
import type { PhraseList } from '../contracts/phrase-list.ts';
import type { CategoryId } from '../model/category.ts';
import { decodePhrases } from '../phrases/decode-phrases.ts';
import { parseE2guardian, type E2guardianKind } from '../phrases/parse-e2guardian.ts';
import { parsePhraseList } from '../phrases/parse-phrases.ts';
import { categoryById } from '../vocabulary/categories.ts';
import { readListHeader } from './list-header.ts';
import type { LineProblem } from './list-lines.ts';
import { ProblemTally } from './problem-tally.ts';
import type { PhraseFileReport } from './source-report.ts';

export interface PhraseFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly id: string;
  readonly name: string;
  /** Where the list does not say it. */
  readonly category: CategoryId | undefined;
}

/** The list with what came of it, or why it cannot be used. */
export function readPhraseFile(file: PhraseFile): { list: PhraseList; report: PhraseFileReport } | { reason: string } {
  const text = decodePhrases(file.bytes, file.path);
  const read = /^\s*</m.test(text) ? readE2guardian(file, text) : readOurs(file, text);
  if ('reason' in read) return read;
  const { list, problems } = read;
  if (categoryById(list.category) === undefined) return { reason: 'Nothing says which category its phrases are: name it with --category.' };
  if (list.entries.length === 0) return { reason: 'It holds no phrase that can be used.' };
  const lines = text.split('\n');
  const tally = new ProblemTally();
  for (const { line, problem } of problems) tally.add(problem, line, lines[line - 1] ?? '');
  const { path } = file;
  return { list, report: { path, list: list.id, category: list.category, entries: list.entries.length, refused: tally.refusals } };
}

type Read = { list: PhraseList; problems: LineProblem[] } | { reason: string };

function readE2guardian({ path, id, name, category }: PhraseFile, text: string): Read {
  const parts = path.split('/');
  const file = parts.at(-1) ?? '';
  const kind: E2guardianKind = /^exception/i.test(file) ? 'exception' : /^banned/i.test(file) ? 'banned' : 'weighted';
  return parseE2guardian(text, { id, name, kind, folder: parts.at(-2) ?? file, category: category ?? '' });
}

function readOurs({ id, name, category }: PhraseFile, text: string): Read {
  const header = readListHeader(text);
  const said = category ?? header?.category;
  if (said === undefined) return { reason: 'Nothing says which category its phrases are: name it with --category.' };
  return parsePhraseList(text, { id, name: header?.name ?? name, category: said });
}
