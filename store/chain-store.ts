// The hash chain over what may become evidence: every record is one leaf, every link holds the digests of a run of them.
// Who changes, removes or slips in a record afterwards breaks the chain at a place that can be named.

/** What is chained: events that were blocked, flagged or warned of, what was added to incidents, and the audit trail. */
export const chainSources = ['access_event', 'incident_event', 'incident_trail', 'audit'] as const;
export type ChainSource = (typeof chainSources)[number];

/** The end of the chain at a moment; signed, it proves all that stands before it. */
export interface ChainHead {
  readonly number: number;
  /** Lower-case hex SHA-256 of the last link. */
  readonly hash: string;
}

export interface SignedHead extends ChainHead {
  readonly at: number;
  /** Base64 of the Ed25519 signature over `headText`. */
  readonly signature: string;
}

/** The first place that does not fit. `row` is the record's number in `source`, or null when the link itself is at fault. */
export interface ChainBreak {
  readonly what: 'record-changed' | 'record-gone' | 'record-added' | 'link-changed' | 'link-gone' | 'head-forged';
  readonly link: number;
  readonly source: ChainSource | null;
  readonly row: number | null;
}

export interface ChainCheck {
  readonly links: number;
  readonly records: number;
  readonly heads: number;
  readonly broken: ChainBreak | null;
}

export interface ChainStore {
  /**
   * Chains every record that has none yet, in the order in which they were kept; a crash loses nothing, because the next
   * call goes on behind the last link. Safe while other processes do the same. Answers with how many it chained.
   */
  extend(at: number): Promise<number>;
  /** Null while nothing is chained. */
  head(): Promise<ChainHead | null>;
  latestSignedHead(): Promise<SignedHead | null>;
  /** Keeps a signature; the first one for a link stays. */
  saveSignedHead(head: SignedHead): Promise<void>;
  /** Walks all links and signed heads, and stops at the first that does not fit. `verify` says whether the school signed the head. */
  check(verify: (head: SignedHead) => boolean): Promise<ChainCheck>;
}

/** What a head's signature is over. The first line keeps it apart from everything else that the school signs. */
export function headText(school: string, { number, hash, at }: Omit<SignedHead, 'signature'>): string {
  return `schoolgate-chain-head-1\n${JSON.stringify([school, number, hash, at])}`;
}
