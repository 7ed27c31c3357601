import type * as z from 'zod';
import type { agreementsSchema } from '#policies/contracts/agreement-api.ts';

/** A text as those who manage them see it. */
export type AgreementView = z.infer<typeof agreementsSchema>['agreements'][number];
