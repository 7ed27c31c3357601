import { z } from 'zod';
import { phraseListSchema } from './phrase-list.ts';
import { policySchema } from './policy-document.ts';

/** One category list as it travels: entries keep the line they came from, so that a verdict can name it. */
export const listSchema = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  /** `[line, host]` or `[line, host, path prefix]`; with `below`, of a public suffix also what strangers register below it. */
  entries: z.array(
    z.union([
      z.tuple([z.number(), z.string()]),
      z.tuple([z.number(), z.string(), z.string()]),
      z.tuple([z.number(), z.string(), z.string().nullable(), z.literal('below')]),
    ]),
  ),
  /** `[line, CIDR block]`. */
  ranges: z.array(z.tuple([z.number(), z.string()])).optional(),
  /** `[line, regular expression]`, RE2 syntax. */
  expressions: z.array(z.tuple([z.number(), z.string()])).optional(),
});
export type CategoryList = z.infer<typeof listSchema>;

/**
 * Something big that a bundle stands on and that travels by itself: it is named by its content, so that an edit of the
 * policy moves none of it and nobody can put another in its place.
 */
export const materialSchema = z.object({
  /** `table`: compiled category lists. `delta`: what changed in a table since. `mandatory`: keyed illegal-content lists. `phrases`: phrase lists. */
  kind: z.enum(['table', 'delta', 'mandatory', 'phrases']),
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().nonnegative(),
});
export type Material = z.infer<typeof materialSchema>;

/** Everything an enforcement point needs to judge: compiled, numbered, immutable. */
export const bundleSchema = z.object({
  format: z.literal(1),
  school: z.string(),
  number: z.number().int().positive(),
  /** When it was compiled, epoch milliseconds. */
  madeAt: z.number().int(),
  policy: policySchema,
  lists: z.array(listSchema),
  phraseLists: z.array(phraseListSchema),
  /** In the order in which they apply: a table, then its deltas. Without any, only the lists above are in force. */
  materials: z.array(materialSchema).optional(),
});
export type Bundle = z.infer<typeof bundleSchema>;

/** A bundle as it travels and is kept: the exact signed text with its Ed25519 signature (RFC 8032), both checked before use. */
export const signedBundleSchema = z.object({
  number: z.number().int().positive(),
  /** The JSON text of a `Bundle`; the signature is over its UTF-8 bytes. */
  text: z.string(),
  /** Base64 of 64 bytes. */
  signature: z.string(),
});
export type SignedBundle = z.infer<typeof signedBundleSchema>;
