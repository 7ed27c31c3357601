// Who is behind a request, as far as the proxy can tell, and what a way of telling may answer.
import type { Subject } from '#policies/model/subject.ts';
import type { Soon } from '../exchange/soon.ts';
import type { Credentials } from './credentials.ts';

export interface Identity {
  readonly subject: Subject;
  /** For whom a page is worded. */
  readonly kind: 'pupil' | 'staff' | 'other';
  /** The enrolled device, or `null` when known otherwise. */
  readonly device: string | null;
  /** SHA-256 of the device's proxy secret; `null` without a device. */
  readonly secretHash: Uint8Array | null;
  /** When the device's extension was last heard of, epoch milliseconds; `null` without a device. */
  readonly heardAt: number | null;
}

/** What a client shows. */
export interface Shown {
  /** `null`: none. */
  readonly credentials: Credentials | null;
  /** Address of the client, `null` when the socket has none any more. */
  readonly address: string | null;
  /** When the credentials were shown, epoch milliseconds; inside a tunnel, when it was opened. */
  readonly shownAt: number;
  /** Now, epoch milliseconds. */
  readonly at: number;
}

/** Nobody we know; what would make them known. */
export type Unidentified = 'credentials-wanted' | 'voucher-wanted';

/** `not-mine`: the next way is asked. Whoever is unidentified is refused, and no other way is asked. */
export type Way = (shown: Shown) => Soon<Identity | Unidentified | 'not-mine'>;
