// Phrase lists as lines, as a school would write them.
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { parsePhraseList } from '#policies/phrases/parse-phrases.ts';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';

export const meta = { id: 'test', name: 'Test', category: 'self-harm' };

/** A list of these lines; a bad one is a mistake of the test. */
export function listOf(lines: readonly string[], category = meta.category, id = meta.id): PhraseList {
  const { list, problems } = parsePhraseList(lines.join('\n'), { ...meta, category, id });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return list;
}

export const indexOf = (...lines: string[]): PhraseIndex => new PhraseIndex([listOf(lines)]);
