import { sha256 } from '../accounts/secret-token.ts';

/**
 * The id of what is asked or reported from a block page: the same each time, so that asking twice asks once. The id of an
 * approved request stands in the policy, which every device reads, and in the audit trail. The reference is the key to the
 * page, so the id must not tell it.
 */
export const requestIdOf = (kind: 'ask' | 'report', reference: string): string => `${kind}-${sha256(reference).slice(0, 24)}`;
