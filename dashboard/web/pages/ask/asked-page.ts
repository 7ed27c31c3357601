import type * as z from 'zod';
import type { askedSchema, askPageSchema } from '#policies/contracts/dashboard-api.ts';

/** What the asker may see of the page that was blocked. */
export type AskedPage = z.infer<typeof askPageSchema>;
/** What became of the asking. */
export type Asked = z.infer<typeof askedSchema>;
