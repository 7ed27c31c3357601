import type { CategoryId } from './category.ts';
import type { Effect } from './effect.ts';
import type { Layer } from './layer.ts';
import type { Obligation } from './obligation.ts';
import type { Origin } from './rule.ts';

/** A rule as a verdict names it. */
export interface RuleRef {
  readonly id: string;
  readonly layer: Layer;
  readonly effect: Effect;
  readonly origin: Origin;
  /** Group id or `person:<id>`. */
  readonly audience: string;
  readonly until: number | null;
  readonly reason: string | null;
  /** A member of staff may open single sites that the rule stops (`block-unless-approved`). */
  readonly approvable?: true;
  /** The category that the rule is about, where it is about one. */
  readonly category?: CategoryId;
  /** Id of the schedule outside of which the rule does not hold. */
  readonly schedule?: string;
}

/** A line of a list as a verdict names it. */
export interface ListRef {
  readonly id: string;
  readonly name: string;
  /** From 1, in the list as it was when it was last compiled. */
  readonly line: number;
  /** The list is a licensed one that is kept as keyed hashes only: neither the address nor the line’s text may be shown or kept. */
  readonly keyed?: true;
}

/** Why: the rule that decided, those it beat, and the list entry that put the target in its category. */
export interface Because {
  readonly rule: RuleRef;
  readonly beat: readonly RuleRef[];
  /** The list line that categorised the target, or `null` when the rule names the target itself. */
  readonly list: ListRef | null;
  /** Host of the address inside the target that was judged, where the target carries one (a translated page, a web proxy). */
  readonly carried?: string;
  /** What of the answer decided, where it was not the address: the words of a page, a file's kind or its size. */
  readonly by?: 'words' | 'kind' | 'size';
  /** Number of the bundle that was asked; replaying the request with it gives the same verdict. */
  readonly bundle: number;
}

/** The judge's answer (XACML *decision* with obligations). */
export interface Verdict {
  readonly effect: Effect;
  readonly because: Because;
  readonly category: CategoryId | null;
  /** Every category that a list puts the target in, sorted by id. */
  readonly categories: readonly CategoryId[];
  readonly obligations: readonly Obligation[];
}

/**
 * Asked at CONNECT, when only the authority is known (RFC 9110 §9.3.6).
 *
 * - `intercept`: end the TLS here and judge every request inside. Also for a blocked host: only inside can a block page
 *   be shown, and a rule may still open one of its pages, so each request must be judged again.
 * - `tunnel`: relay unread. Only for hosts that the school does not read (`passThrough`), are not blocked, and of which no
 *   single page would be judged otherwise than the whole.
 * - `refuse`: answer with an error. Only for such hosts where the whole is blocked: they are neither read nor opened.
 */
export interface TunnelVerdict {
  readonly handling: 'intercept' | 'tunnel' | 'refuse';
  /** What holds for the host as a whole. */
  readonly verdict: Verdict;
}
