// How the shipped phrase lists do on labelled examples, where there are some: a JSON file of `flag` texts with the category
// that they were given, and `ok` texts that nobody need see.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import { loadLists } from '#main/lists.ts';

const examplesSchema = z.object({
  flag: z.array(z.object({ text: z.string(), category: z.string() })),
  ok: z.array(z.object({ text: z.string() })),
});

/** Categories of the examples that ours call otherwise. */
const ours: Readonly<Record<string, readonly string[]>> = {
  radicalisation: ['extremism', 'hate'],
  violence: ['violence', 'extremism', 'weapons', 'bullying'],
  'sexual-safety': ['grooming'],
  'abuse-at-home': ['grooming'],
  'filter-avoidance': ['proxy-avoidance'],
  cheating: ['essay-mills'],
};

export interface PhraseQuality {
  readonly category: string;
  readonly examples: number;
  /** Flagged at all, and flagged in a category that is meant. */
  readonly flagged: number;
  readonly rightly: number;
}

export interface QualityReport {
  readonly categories: readonly PhraseQuality[];
  readonly ok: number;
  /** Texts that need nobody and were flagged. */
  readonly wrongly: number;
  readonly precision: number;
  readonly recall: number;
}

export async function phraseQuality(file: string): Promise<QualityReport> {
  const { flag, ok } = examplesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const index = new PhraseIndex((await loadLists([])).phraseLists);
  const categories = [...new Set(flag.map(({ category }) => category))].sort().map((category): PhraseQuality => {
    const texts = flag.filter((one) => one.category === category);
    const found = texts.map(({ text }) => index.read(text).flags.map((each) => each.category));
    const meant = ours[category] ?? [category];
    return {
      category,
      examples: texts.length,
      flagged: found.filter((each) => each.length > 0).length,
      rightly: found.filter((each) => each.some((one) => meant.includes(one))).length,
    };
  });
  const sum = (of: (each: PhraseQuality) => number): number => categories.reduce((total, each) => total + of(each), 0);
  const wrongly = ok.filter(({ text }) => index.flag(text) !== null).length;
  return {
    categories,
    ok: ok.length,
    wrongly,
    precision: sum((each) => each.flagged) / (sum((each) => each.flagged) + wrongly),
    recall: sum((each) => each.flagged) / sum((each) => each.examples),
  };
}
