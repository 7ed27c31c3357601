// What the background tells the extension's own pages.
import type { Typing } from '#policies/contracts/monitoring-policy.ts';
import type { Language } from '#policies/model/language.ts';
import type { BlockPageInput } from '#policies/words/block-page.ts';

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
  /** The school's own first; empty where it does not say. */
  readonly schoolLanguages: readonly Language[];
  /** Where words that they type are read; `null`: nowhere. */
  readonly typing: Typing | null;
  readonly subjectKind: BlockPageInput['subjectKind'];
  /** Whether the school's server answered last time. */
  readonly connected: boolean;
  readonly throughProxy: boolean;
  /** Events that wait to be sent. */
  readonly queued: number;
  readonly problems: readonly string[];
  /** Address of the web page that staff have in front of them; `null` for all others. */
  readonly inFront: string | null;
}

/** What came of sending a form. `not-taken`: the server refused what it says. */
export type SendAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: 'not-sent' | 'not-taken' | 'not-set-up' };

/** Told to every open page of ours when the policy or the enrolment has changed. */
export const standingChanged = 'standing-changed';
