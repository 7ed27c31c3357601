// What a line of a list says, whatever format it was written in, and what a format is.
import type { CategoryId } from '../model/category.ts';

/** One thing that a list names. */
export type ListItem =
  | {
      readonly kind: 'host';
      /** A-label, lower case, no trailing dot; an IP address in its one spelling, IPv6 without brackets. */
      readonly host: string;
      /** Canonical path prefix (`canonicalPath`), or `null` for the whole host. */
      readonly path: string | null;
      /** Where strangers register names below the host, whether those are meant too (`*.github.io`). */
      readonly below: boolean;
    }
  /** A CIDR block in its one spelling (`192.0.2.0/24`, `2001:db8::/32`). */
  | { readonly kind: 'range'; readonly range: string }
  /** A regular expression in RE2 syntax that is looked for in `host` + `path`, in lower case. */
  | { readonly kind: 'expression'; readonly expression: string };

/** What a format makes of a line: what it names (nothing, for a comment), or why the line cannot be used. */
export type LineReading =
  | {
      readonly items: readonly ListItem[];
      /** Where the line itself says it (CSV). */
      readonly category?: string;
      /** What the same list is not to hold after all, wherever else it says so (adblock's `@@`). */
      readonly exceptions?: readonly ListItem[];
      /** Why some of several names on the line cannot be used (hosts files). */
      readonly refused?: readonly string[];
    }
  | { readonly problem: string };

/** Reads one line, without its end. Never throws; knows nothing of the lines before, but for what its maker closes over. */
export type LineReader = (line: string) => LineReading;

/** Whose line it is. */
export interface ListMeta {
  /** Unique in a school: `ut1-adult`. */
  readonly id: string;
  readonly name: string;
  readonly category: CategoryId;
}
