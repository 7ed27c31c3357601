import type { Instant } from './instant.ts';
import type { Subject } from './subject.ts';
import type { Destination, Target } from './target.ts';

/** One question to the judge: may this subject reach this target at this moment (XACML *request*). */
export interface AccessRequest {
  readonly subject: Subject;
  readonly target: Target;
  readonly destination: Destination;
  /** Origin of the page that asked (`https://example.org`), or `null` for an address that was typed or is unknown. */
  readonly initiator: string | null;
  readonly at: Instant;
  /**
   * For each video that the target names the names of whose it is (`youtube:@name`), none where they could not be learnt. Left out where nobody
   * asked; `Judge.ownersWanted` says when to ask.
   */
  readonly owners?: readonly (readonly string[])[];
  /** Where the device is; the school's own network where nobody says otherwise. */
  readonly place?: Place;
}

/** Whether a device is on the school's network. */
export const places = ['on-site', 'off-site'] as const;
export type Place = (typeof places)[number];
