import { z } from 'zod';
import { severities } from '../model/severity.ts';
import { policySchema } from './policy-document.ts';

/** One category list as it travels: entries keep the line they came from, so that a verdict can name it. */
export const listSchema = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  /** `[line, host]` or `[line, host, path prefix]`. */
  entries: z.array(z.union([z.tuple([z.number(), z.string()]), z.tuple([z.number(), z.string(), z.string()])])),
});
export type CategoryList = z.infer<typeof listSchema>;

/** One phrase list as it travels. */
export const phraseListSchema = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  /** `[line, severity, phrase]`; the phrase is normalised already. */
  entries: z.array(z.tuple([z.number(), z.enum(severities), z.string()])),
});
export type PhraseList = z.infer<typeof phraseListSchema>;

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
