// What the extension's own pages may ask of its background, read with a schema there.
import { siteAskSchema, tellSchema } from '#policies/contracts/people-api.ts';
import { z } from 'zod';

export const pageQuestionSchema = z.discriminatedUnion('ask', [
  /** What a block page is to say → `BlockAnswer`. */
  z.object({ ask: z.literal('block'), reference: z.string().max(20) }),
  /** Somebody goes on after a warning → the address, or `null`. */
  z.object({ ask: z.literal('go-on'), reference: z.string().max(20) }),
  /** Send waiting events now, so that the server knows a reference → `true` when none waits any more. */
  z.object({ ask: z.literal('flush') }),
  /** What is the person's own → `Mine`, or `null` when the school's server does not say. */
  z.object({ ask: z.literal('mine') }),
  /** → `SendAnswer`. */
  z.object({ ask: z.literal('site'), body: siteAskSchema }),
  z.object({ ask: z.literal('report'), body: tellSchema }),
  z.object({ ask: z.literal('accept'), id: z.string().max(100) }),
  /** How this browser stands → `StatusAnswer`. */
  z.object({ ask: z.literal('status') }),
]);
export type PageQuestion = z.infer<typeof pageQuestionSchema>;
