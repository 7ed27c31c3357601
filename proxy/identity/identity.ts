// Who is behind a request, as far as the proxy can tell.
import type { Subject } from '#policies/model/subject.ts';

export interface Identity {
  readonly subject: Subject;
  /** For whom a page is worded. */
  readonly kind: 'pupil' | 'staff' | 'other';
  /** Id of the enrolled device, or `null` when known by address. */
  readonly device: string | null;
  /** SHA-256 of the proxy secret that was shown; `null` when known by address. */
  readonly secretHash: Uint8Array | null;
}
