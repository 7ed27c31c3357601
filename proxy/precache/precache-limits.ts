// How much may be fetched for one lesson: a page must not be able to make the proxy fetch the web.

import type { Pace } from './visit/host-pace.ts';

export interface PrecacheLimits {
  readonly hosts: number;
  readonly requests: number;
  /** Bytes as sent. */
  readonly bytes: number;
  readonly milliseconds: number;
  readonly concurrency: number;
  readonly redirects: number;
  /** How fast the crawler asks one host: as many at once as a page has parts, then so many a second. */
  readonly pace: Pace;
  /** How long a page that is still blocked is tried again: the approval may not have reached this proxy yet. Milliseconds. */
  readonly approvalWait: number;
}

export const defaultPrecacheLimits: PrecacheLimits = {
  hosts: 30,
  requests: 1_000,
  bytes: 100_000_000,
  milliseconds: 60_000,
  concurrency: 6,
  redirects: 5,
  pace: { burst: 60, perSecond: 30 },
  approvalWait: 10_000,
};
