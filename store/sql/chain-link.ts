import { canonical, sha256 } from './chain-digest.ts';
import type { ChainLinkRow } from './schema.ts';

/** What the next link and a signed head hold of this one: the digest of all it says, its leaves by their own digest. */
export function linkHash({ number, previous, at, source, after_seq, until_seq, leaves }: Omit<ChainLinkRow, 'hash'>): string {
  return sha256(canonical({ number, previous, at, source, after: after_seq, until: until_seq, leaves: sha256(leaves) }));
}
