import { z } from 'zod';
import { severities } from '../model/severity.ts';

/** One phrase list as it travels. */
export const phraseListSchema = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  /** `[line, severity, phrase]`; the phrase is normalised already. */
  entries: z.array(z.tuple([z.number(), z.enum(severities), z.string()])),
});
export type PhraseList = z.infer<typeof phraseListSchema>;
