// Phrase lists as people keep them: `severity: phrase` a line. A bad line is reported and left out, never fatal.
import type { PhraseList } from '../contracts/bundle.ts';
import { linesOf, type LineProblem } from '../lists/list-lines.ts';
import { severities, type Severity } from '../model/severity.ts';
import { normalisePhrase } from './normalise.ts';

const longestPhrase = 200;

/** Reads lines `high: how to …`; `#` begins a comment. */
export function parsePhraseList(
  text: string,
  meta: { readonly id: string; readonly name: string; readonly category: string },
): { list: PhraseList; problems: LineProblem[] } {
  const list: PhraseList = { id: meta.id, name: meta.name, category: meta.category, entries: [] };
  const problems: LineProblem[] = [];
  for (const { line, content } of linesOf(text)) {
    const colon = content.indexOf(':');
    const severity = severityOf(content.slice(0, Math.max(colon, 0)).trim().toLowerCase());
    const phrase = normalisePhrase(content.slice(colon + 1));
    if (severity === null) problems.push({ line, problem: `A line begins with how severe it is (${severities.join(', ')}) and a colon.` });
    else if (phrase === '') problems.push({ line, problem: 'No words follow the colon.' });
    else if (phrase.length > longestPhrase) problems.push({ line, problem: `A phrase has at most ${longestPhrase} characters.` });
    else list.entries.push([line, severity, phrase]);
  }
  return { list, problems };
}

const severityOf = (word: string): Severity | null => severities.find((severity) => severity === word) ?? null;
