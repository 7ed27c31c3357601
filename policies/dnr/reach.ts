// Which addresses a part of the policy is about, in terms that Chrome has.
import type { NotExpressed } from './not-expressed.ts';

export interface PathReach {
  readonly host: string;
  /** Canonical path prefix. */
  readonly path: string;
  /** Of the host itself and not of hosts below it. */
  readonly alone: boolean;
  /** Whatever stops somebody and whatever a list says is read in any letter case. */
  readonly anyCase: boolean;
}

/** Addresses that no rule of Chrome’s can name. `anywhere`: they could be of any host; `addresses`: only of IP addresses. */
export interface Unnamed extends NotExpressed {
  readonly within: 'anywhere' | 'addresses';
}

export interface Reach {
  everything: boolean;
  /** Hosts with everything below them. */
  readonly names: string[];
  /** Hosts alone: strangers register the names below them. */
  readonly alone: string[];
  readonly paths: PathReach[];
  /** RE2 over the whole address. */
  readonly patterns: string[];
  readonly unnamed: Unnamed[];
  /** Where what is above means another thing than the judge's rule. */
  readonly edges: NotExpressed[];
}

export const emptyReach = (): Reach => ({
  everything: false,
  names: [],
  alone: [],
  paths: [],
  patterns: [],
  unnamed: [],
  edges: [],
});

/** Whether a host of a list or rule can be the host of an address; others never match anything. */
export function isReachable(host: string): boolean {
  return reachable.test(host);
}
const reachable = /^(?!\.)[!-@[-~]+(?<!\.)$/;

/** Adds a host, or a path of it. `alone`: not what is below it. */
export function addHost(reach: Reach, host: string, path: string | null, alone: boolean, anyCase: boolean): void {
  if (!isReachable(host)) return;
  if (path !== null) reach.paths.push({ host, path, alone, anyCase });
  else if (alone) reach.alone.push(host);
  else reach.names.push(host);
}
