import { z } from 'zod';
import { severities } from '../model/severity.ts';

/**
 * What a phrase does. A severity: it is a flag. `allow`: it is a context that outweighs flags. `except`: what stands inside
 * it does not count (“suicide squad”). `score`: it counts in the score of a page only.
 */
export const phraseEffects = [...severities, 'allow', 'except', 'score'] as const;
export type PhraseEffect = (typeof phraseEffects)[number];

/** Where something is left out, the defaults of `phrase-weights.ts` hold. */
const phraseOptionsSchema = z.object({
  /** `allow` and `except`: for every category, not for the list's own alone. */
  everywhere: z.literal(true).optional(),
  /** `allow`: the most severe flag that it outweighs by itself. */
  reach: z.enum(severities).optional(),
  /** Points in a page for each time it stands there; below zero it speaks for the page. */
  score: z.int().min(-10_000).max(10_000).optional(),
  /** The most points it makes in one page, without sign. */
  cap: z.int().min(0).max(1_000_000).optional(),
});
export type PhraseOptions = z.infer<typeof phraseOptionsSchema>;

/** When a list counts, in school time: days from 0 (Monday) to 6, minutes of the day from `from` up to before `to`. */
export const phraseHoursSchema = z.object({
  days: z.array(z.int().min(0).max(6)),
  from: z.int().min(0).max(1440),
  to: z.int().min(0).max(1440),
});
export type PhraseHours = z.infer<typeof phraseHoursSchema>;

/** One phrase list as it travels. */
export const phraseListSchema = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  /**
   * `[line, effect, phrase]`. The phrase is normalised words (`normalisePhrase`); `*` at an end lets the word go on there;
   * parts that may stand anywhere in the text are joined by ` + `, choices in a part by `|`. A line may make several entries.
   */
  entries: z.array(z.tuple([z.number(), z.enum(phraseEffects), z.string(), phraseOptionsSchema.optional()])),
  /** Left out: always. */
  hours: z.array(phraseHoursSchema).optional(),
});
export type PhraseList = z.infer<typeof phraseListSchema>;
export type PhraseEntry = PhraseList['entries'][number];
