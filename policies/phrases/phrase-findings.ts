// What the phrases of a text come to: flags that no context outweighs, and points by category.
import type { PhraseHours } from '../contracts/phrase-list.ts';
import { compareText } from '../engine/compare-text.ts';
import type { CategoryId } from '../model/category.ts';
import type { Flag } from '../model/flag.ts';
import { severities, type Severity } from '../model/severity.ts';
import type { CompiledEntry, CompiledPhrases } from './compile-phrases.ts';
import type { PhraseHits } from './phrase-hits.ts';
import { mostByAdding, pointsOf, usualReach } from './phrase-weights.ts';

/** Day from 0 (Monday) and minute of the day in the school's time zone. */
export interface SchoolTime {
  readonly day: number;
  readonly minute: number;
}

export interface CategoryScore {
  readonly category: CategoryId;
  /** `against` without what speaks for the text, at least 0. */
  readonly score: number;
  /** Points of phrases of this category. */
  readonly against: number;
  /** Points of phrases that speak for the text in this category. */
  readonly inFavour: number;
  /** The phrase that made the most points against it. */
  readonly heaviest: Pick<Flag, 'list' | 'line' | 'phrase'>;
}

export interface PhraseFindings {
  /** The most severe flag that no context outweighs. */
  readonly flag: Flag | null;
  /** The most severe of each category, the most severe first. */
  readonly flags: readonly Flag[];
  /** Highest first; categories without points are left out. */
  readonly scores: readonly CategoryScore[];
}

/** @param ended `false`: more of the text may come, and what an exception after it may still hold does not count yet */
export function weigh(compiled: CompiledPhrases, hits: PhraseHits, at: SchoolTime | null, ended = true): PhraseFindings {
  const found = (ended ? hits.counts() : hits.countsSoFar())
    .map(([index, times]) => ({ index, entry: compiled.entries[index] as CompiledEntry, times }))
    .filter(({ entry }) => at === null || entry.hours === null || entry.hours.some((hours) => isWithin(hours, at)));
  const contexts = found.map(({ entry }) => entry).filter(({ effect }) => effect === 'allow');
  const worst = new Map<CategoryId, Flag>();
  for (const { index, entry } of found) {
    const severity = severityOf(entry);
    if (severity === null || pointsOf(severity) <= outweighed(contexts, entry.category)) continue;
    const { category, list, line } = entry;
    worst.set(
      category,
      graver(worst.get(category) ?? null, Object.freeze({ category, severity, list, line, phrase: hits.wordsOf(index) })),
    );
  }
  const flags = [...worst.values()].sort((a, b) => (graver(a, b) === a ? -1 : 1));
  return { flag: flags[0] ?? null, flags, scores: scoresOf(found, (index) => hits.wordsOf(index)) };
}

const severityOf = ({ effect }: CompiledEntry): Severity | null => severities.find((severity) => severity === effect) ?? null;

/** How severe flags of a category must be more than: the furthest reach of one context, or what they add up to. */
function outweighed(contexts: readonly CompiledEntry[], category: CategoryId): number {
  let [furthest, sum] = [0, 0];
  for (const context of contexts) {
    if (context.category !== category && context.options.everywhere !== true) continue;
    const points = pointsOf(context.options.reach ?? usualReach);
    furthest = Math.max(furthest, points);
    sum += points;
  }
  return Math.max(furthest, Math.min(sum, mostByAdding));
}

/** More severe, then longer, then by list and line: the order of lists never shows. */
function graver(a: Flag | null, b: Flag): Flag {
  if (a === null) return b;
  const order =
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    b.phrase.length - a.phrase.length ||
    compareText(a.list, b.list) ||
    a.line - b.line ||
    compareText(a.phrase, b.phrase);
  return order > 0 ? b : a;
}

type Found = { readonly index: number; readonly entry: CompiledEntry; readonly times: number };
type Points = { against: number; inFavour: number; most: number; heaviest: Found };

function scoresOf(all: readonly Found[], wordsOf: (index: number) => string): CategoryScore[] {
  const points = new Map<CategoryId, Points>();
  let everywhere = 0;
  for (const found of all) {
    const { entry, times } = found;
    const made = Math.min(entry.cap, Math.abs(entry.score) * times);
    if (entry.score < 0 && entry.options.everywhere === true) {
      everywhere += made;
      continue;
    }
    let sum = points.get(entry.category);
    if (sum === undefined) points.set(entry.category, (sum = { against: 0, inFavour: 0, most: 0, heaviest: found }));
    if (entry.score < 0) sum.inFavour += made;
    else {
      sum.against += made;
      if (made > sum.most || (made === sum.most && isBefore(entry, sum.heaviest.entry))) [sum.most, sum.heaviest] = [made, found];
    }
  }
  return [...points]
    .filter(([, { against }]) => against > 0)
    .map(
      ([
        category,
        {
          against,
          inFavour,
          heaviest: { index, entry },
        },
      ]) => {
        const allowed = inFavour + everywhere;
        const heaviest = { list: entry.list, line: entry.line, phrase: wordsOf(index) };
        return { category, score: Math.max(0, against - allowed), against, inFavour: allowed, heaviest };
      },
    )
    .sort((a, b) => b.score - a.score || compareText(a.category, b.category));
}

/** So that the order in which phrases stand in a text never shows. */
const isBefore = (a: CompiledEntry, b: CompiledEntry): boolean => (compareText(a.list, b.list) || a.line - b.line) < 0;

const isWithin = ({ days, from, to }: PhraseHours, { day, minute }: SchoolTime): boolean =>
  days.includes(day) && minute >= from && minute < to;
