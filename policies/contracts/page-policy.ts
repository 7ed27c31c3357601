import { z } from 'zod';
import { severities } from '../model/severity.ts';

const points = z.int().min(1).max(10_000);

/** From how many points on (`phrase-weights.ts`) the words of a page do what. What is left out never happens. */
export const wordLimitsSchema = z.object({ flag: points.optional(), warn: points.optional(), block: points.optional() });
export type WordLimits = z.infer<typeof wordLimitsSchema>;

/** Files that are stopped: by their media type (`type/subtype` or `type/*`, RFC 9110 §8.3.1), from a size on, or both together. */
export const fileRuleSchema = z.object({
  type: z
    .string()
    .regex(/^(?:\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,126})\/(?:\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,126})$/)
    .optional(),
  overMb: z.number().positive().max(1_000_000).optional(),
});
export type FileRule = z.infer<typeof fileRuleSchema>;

/** What pages and files may be, beyond where they come from. */
export const pagePolicySchema = z.object({
  /** Group → category → limits; a group without an entry has that of the group above it. Of several categories the strictest counts. */
  words: z.record(z.string(), z.record(z.string(), wordLimitsSchema)),
  /** Group → files that are stopped; a group's own list stands in place of that of the group above it. */
  files: z.record(z.string(), z.array(fileRuleSchema).max(200)),
  /** Pages are written by others than their readers: their flags are at most this severe. Without it: medium. */
  severity: z.enum(severities).optional(),
  /** Kilobytes of a page that are read; what comes after passes. Without it: 512. */
  readKb: z.int().min(16).max(8192).optional(),
  /** Where words may stop a page: kilobytes and milliseconds of it that wait for the verdict. Without it: 64 and 150. */
  holdKb: z.int().min(1).max(1024).optional(),
  holdMs: z.int().min(0).max(5000).optional(),
});
export type PagePolicy = z.infer<typeof pagePolicySchema>;

/** What holds where a policy does not say. */
export const usualPages = { severity: 'medium', readKb: 512, holdKb: 64, holdMs: 150 } as const;
