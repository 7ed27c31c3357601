// What the extension's own pages and its background say to each other. Only the background reads these with a schema: its
// answers come from itself.
import type { BlockPageInput } from '#policies/words/block-page.ts';
import { z } from 'zod';

export const pageQuestionSchema = z.discriminatedUnion('ask', [
  /** What a block page is to say → `BlockAnswer`. */
  z.object({ ask: z.literal('block'), reference: z.string().max(20) }),
  /** Send waiting events now, so that the server knows a reference → `true` when none waits any more. */
  z.object({ ask: z.literal('flush') }),
  /** How this browser stands → `StatusAnswer`. */
  z.object({ ask: z.literal('status') }),
]);
export type PageQuestion = z.infer<typeof pageQuestionSchema>;

/** `null` for a reference that this browser does not know. `openNow` is the address when it is no longer stopped. */
export type BlockAnswer = { readonly page: BlockPageInput; readonly openNow: string | null } | null;

export interface StatusAnswer {
  /** `waiting`: the school's policy has set nothing; `refused`: the server does not accept the key; `joining`: on its way. */
  readonly state: 'ready' | 'waiting' | 'refused' | 'joining';
  readonly schoolName: string | null;
  readonly serverUrl: string | null;
  /** Number of the policy in force. */
  readonly bundle: number | null;
  readonly phaseName: string | null;
  readonly subjectKind: 'pupil' | 'staff' | 'other';
  /** Whether the school's server answered last time. */
  readonly connected: boolean;
  readonly throughProxy: boolean;
  readonly queued: number;
  readonly problems: readonly string[];
}

/** Told to every open page of ours when the policy or the enrolment has changed. */
export const standingChanged = 'standing-changed';
