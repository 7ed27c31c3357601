// Phrase lists of e2guardian and DansGuardian: weighted, banned and exception phrases, alone or in combination.
// Format: the comments of their bannedphraselist and weightedphraselist. Pure text; `decode-phrases.ts` makes it of bytes.
import type { PhraseEntry, PhraseHours, PhraseList } from '../contracts/phrase-list.ts';
import type { LineProblem } from '../lists/list-lines.ts';
import { e2guardianCategory, type E2guardianCategory } from '../vocabulary/e2guardian-categories.ts';
import { spellPhrase } from './phrase-parts.ts';

/** `weighted` adds points to a page, `banned` is enough by itself, `exception` speaks for the page whatever else is there. */
export type E2guardianKind = 'weighted' | 'banned' | 'exception';

export interface E2guardianMeta {
  readonly id: string;
  readonly name: string;
  readonly kind: E2guardianKind;
  /** The folder of the list, or another name that says its category; what the list itself says comes first. */
  readonly folder: string;
  /** Category where neither says one that is known. */
  readonly category: string;
}

export interface ReadE2guardian {
  readonly list: PhraseList;
  readonly problems: LineProblem[];
  /** Lists that this one includes, as they are written there. */
  readonly includes: string[];
}

/** More than any limit that a school sets (e2guardian's own go up to 160). */
const decisive = 1_000;
/** A percentage is of the limit that a school sets; this is the usual one for children in secondary school. */
const usualLimit = 100;
const longestLine = 2_000;

/** Reads a list. Every line that cannot be used is a problem with its number; comments and empty lines are none. */
export function parseE2guardian(text: string, meta: E2guardianMeta): ReadE2guardian {
  const read: ReadE2guardian = {
    list: { id: meta.id, name: meta.name, category: meta.category, entries: [] },
    problems: [],
    includes: [],
  };
  let category = e2guardianCategory(meta.folder);
  let said: string | null = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1;
    const content = raw.trim();
    const problem = (words: string): void => void read.problems.push({ line, problem: words });
    const [, field, value] = /^#(listcategory|time):\s*(.*)$/i.exec(content) ?? [];
    if (field?.toLowerCase() === 'listcategory' && value !== undefined) {
      const name = value.replaceAll('"', '').trim();
      const known = e2guardianCategory(name);
      if (said !== null && name !== said) problem(`The list is “${said}” already; one list has one category.`);
      else if (known !== null) category = known;
      else if (category === null) problem(`No category here is called “${name}”: its phrases count as ${meta.category}.`);
      said ??= name;
    } else if (field?.toLowerCase() === 'time' && value !== undefined) {
      const hours = readHours(value);
      if (hours === null) problem('A time is #time: hour minute hour minute days, with days 0 (Monday) to 6.');
      else (read.list.hours ??= []).push(hours);
    } else if (content === '' || content.startsWith('#')) continue;
    else if (content.length > longestLine) problem('The line is too long.');
    else if (/^\.include</i.test(content)) read.includes.push(content.replace(/^\.include<([^>]*)>?.*$/i, '$1'));
    else {
      const entry = readEntry(raw, meta.kind, category?.inFavour === true);
      if ('problem' in entry) problem(entry.problem);
      else read.list.entries.push([line, 'score', entry.phrase, entry.options]);
    }
  }
  read.list.category = (category satisfies E2guardianCategory | null)?.category ?? meta.category;
  return read;
}

/** `9 0 17 0 01234`: from, to and days. */
function readHours(text: string): PhraseHours | null {
  const [, ...numbers] = /^(\d{1,2}) (\d{1,2}) (\d{1,2}) (\d{1,2}) ([0-6]{1,7})\b/.exec(text.trim()) ?? [];
  const [fromHour = 24, fromMinute = 60, toHour = 25, toMinute = 60] = numbers.slice(0, 4).map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (fromMinute > 59 || toMinute > 59 || from >= to || to > 1440) return null;
  return { days: [...new Set(Array.from(numbers[4] ?? '', Number))].sort((a, b) => a - b), from, to };
}

function readEntry(
  line: string,
  kind: E2guardianKind,
  speaksFor: boolean,
): { phrase: string; options: NonNullable<PhraseEntry[3]> } | { problem: string } {
  const parts = [...line.matchAll(/<([^<>]*)>/g)].map(([, inside = '']) => inside);
  const [first = '', between = ''] = [/^[^<]*/.exec(line)?.[0], />([^<>#]*)</.exec(line)?.[1]];
  if (parts.length === 0) return { problem: 'Phrases stand between < and >.' };
  if (first.trim() !== '' || !/^[\s,]*$/.test(between)) return { problem: 'Only commas stand between the parts of a phrase.' };
  // A comment in angle brackets, or a second weight, is no part.
  const weightAt = parts.findIndex((part, index) => index > 0 && /^\s*-?\d+%?\s*$/.test(part));
  const weighted = kind === 'weighted';
  if (weighted && weightAt === -1) return { problem: 'A weight stands at the end: <phrase><20>.' };
  const weight = weighted ? weightOf(parts[weightAt] ?? '') : decisive * (kind === 'exception' ? -1 : 1);
  if (weight === 0) return { problem: 'A phrase that weighs nothing says nothing.' };
  if (Math.abs(weight) > 10_000) return { problem: 'A weight is at most 10000.' };
  const spelt = spellPhrase((weighted ? parts.slice(0, weightAt) : parts).map((part) => [withStars(part)]));
  if ('problem' in spelt) return spelt;
  const everywhere = weight < 0 && (speaksFor || kind === 'exception');
  // e2guardian counts a phrase once, however often it stands there (weightedphrasemode 2, the usual one).
  return { phrase: spelt.phrase, options: { score: weight, cap: Math.abs(weight), ...(everywhere ? { everywhere } : {}) } };
}

function weightOf(text: string): number {
  const number = Number.parseInt(text, 10);
  return text.includes('%') ? Math.round((number * usualLimit) / 100) : number;
}

/** `< word >` is a word, `<word>` may stand inside one, and each end by itself; a phrase of another sign than a letter ends there. */
function withStars(part: string): string {
  const inside = (sign: string | undefined): string => (sign !== undefined && /[\p{L}\p{N}\p{M}]/u.test(sign) ? '*' : '');
  const signs = [...part];
  return inside(signs[0]) + part + inside(signs.at(-1));
}
