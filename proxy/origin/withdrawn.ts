// Apart from the lists themselves, because most schools give none and their reader is slow to load.
import type { X509Certificate } from 'node:crypto';

/** Certificates that their issuers have withdrawn. */
export interface Withdrawn {
  /** Whether a certificate of the chain is on a list that its issuer signed. An old list still counts: what was withdrawn stays so. */
  holdsAny(chain: readonly X509Certificate[]): boolean;
}

export const nothingWithdrawn: Withdrawn = { holdsAny: () => false };
