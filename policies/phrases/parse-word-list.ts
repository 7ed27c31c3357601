// Plain word lists: one word or phrase a line, as in "List of Dirty, Naughty, Obscene, and Otherwise Bad Words" (one file a
// language); a CSV line counts up to its first comma.
import type { PhraseEffect, PhraseList } from '../contracts/phrase-list.ts';
import { linesOf, type LineProblem } from '../lists/list-lines.ts';
import { spellPhrase } from './phrase-parts.ts';

const longestLine = 500;

export function parseWordList(
  text: string,
  meta: { readonly id: string; readonly name: string; readonly category: string; readonly effect: PhraseEffect },
): { list: PhraseList; problems: LineProblem[] } {
  const list: PhraseList = { id: meta.id, name: meta.name, category: meta.category, entries: [] };
  const problems: LineProblem[] = [];
  const seen = new Map<string, number>();
  for (const { line, content } of linesOf(text)) {
    const spelt =
      content.length > longestLine ? { problem: 'The line is too long to be a phrase.' } : spellPhrase([[content.split(',', 1)[0] ?? '']]);
    if ('problem' in spelt) problems.push({ line, problem: spelt.problem });
    else if (seen.has(spelt.phrase)) problems.push({ line, problem: `The same phrase stands in line ${seen.get(spelt.phrase)}.` });
    else {
      seen.set(spelt.phrase, line);
      list.entries.push([line, meta.effect, spelt.phrase]);
    }
  }
  return { list, problems };
}
