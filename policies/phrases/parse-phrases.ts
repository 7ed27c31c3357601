// Phrase lists as people keep them: `severity: phrase` a line; docs/phrase-lists.md says everything that a line may be. A
// bad line is reported and left out, never fatal.
import { phraseEffects, type PhraseEffect, type PhraseList, type PhraseOptions } from '../contracts/phrase-list.ts';
import { linesOf, type LineProblem } from '../lists/list-lines.ts';
import { severities } from '../model/severity.ts';
import { alternativesOf } from './phrase-alternatives.ts';
import { spellPhrase } from './phrase-parts.ts';

const longestLine = 4_000;

/**
 * Reads lines such as `high: how to (hurt|harm) myself`; `#` begins a comment. A line makes an entry for each phrase that it
 * stands for, all with its number.
 */
export function parsePhraseList(
  text: string,
  meta: { readonly id: string; readonly name: string; readonly category: string },
): { list: PhraseList; problems: LineProblem[] } {
  const list: PhraseList = { id: meta.id, name: meta.name, category: meta.category, entries: [] };
  const problems: LineProblem[] = [];
  for (const { line, content } of linesOf(text)) {
    const read = content.length > longestLine ? { problem: 'The line is too long.' } : readLine(content);
    if ('problem' in read) problems.push({ line, problem: read.problem });
    else
      for (const phrase of read.phrases)
        list.entries.push(read.options ? [line, read.effect, phrase, read.options] : [line, read.effect, phrase]);
  }
  return { list, problems };
}

interface Effect {
  readonly effect: PhraseEffect;
  readonly options: PhraseOptions | null;
}

function readLine(content: string): (Effect & { phrases: readonly string[] }) | { problem: string } {
  const colon = content.indexOf(':');
  const effect = readEffect(content.slice(0, Math.max(colon, 0)));
  if ('problem' in effect) return effect;
  const parts: (readonly string[])[] = [];
  for (const part of content.slice(colon + 1).split('+')) {
    const choices = alternativesOf(part);
    if ('problem' in choices) return choices;
    parts.push(choices);
  }
  // Choices of a phrase in one piece are phrases of their own, so that a flag shows the words that were found.
  const [first, ...others] = parts;
  const phrases = new Set<string>();
  for (const each of others.length === 0 && first ? first.map((choice) => [[choice]]) : [parts]) {
    const spelt = spellPhrase(each);
    if ('problem' in spelt) return spelt;
    phrases.add(spelt.phrase);
  }
  return { ...effect, phrases: [...phrases] };
}

/** What stands before the colon: `high`, `allow high everywhere`, `except`, `score -20`, `medium 30 cap 60`. */
function readEffect(text: string): Effect | { problem: string } {
  const [first = '', ...rest] = text.trim().toLowerCase().split(/\s+/);
  const effect = phraseEffects.find((known) => known === first);
  if (effect === undefined) return { problem: `A line begins with one of ${phraseEffects.join(', ')}, and a colon.` };
  const options: PhraseOptions = {};
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    const reach = severities.find((severity) => severity === word);
    const number = /^-?\d{1,4}$/.test(word) ? Number(word) : null;
    if (word === 'everywhere' && (effect === 'allow' || effect === 'except' || effect === 'score')) options.everywhere = true;
    else if (reach !== undefined && effect === 'allow') options.reach = reach;
    else if (number !== null && effect !== 'except') options.score = number;
    else if (word === 'cap' && /^\d{1,6}$/.test(rest[at + 1] ?? '') && effect !== 'except') options.cap = Number(rest[++at]);
    else return { problem: `“${word}” says nothing before the colon of a line that begins with “${effect}”.` };
  }
  if (effect === 'score' && options.score === undefined) return { problem: 'After “score” comes how many points: score 20.' };
  return { effect, options: Object.keys(options).length === 0 ? null : options };
}
