// What lists and rules say of a host, whoever asks for whatever page of it. People ask for many pages of a site, so that a host
// which was asked for twice is remembered.
import { noSet } from '../table/category-table.ts';
import type { NameHasher } from '../table/name-hash.ts';
import type { NamedHost } from './host-rules.ts';
import type { ListedHit } from './standing-verdicts.ts';

export interface HostFacts {
  /** More has to be looked at than whole names: the long way, for every page. */
  closed: boolean;
  /** The same for a page, because rules name some. */
  pathRules: boolean;
  /** Suffixes of which imported lists name some pages. */
  pathsAt: readonly number[] | null;
  /** The one imported set that knows the host, and the suffix by which it does; -1: none. */
  set: number;
  at: number;
  /** In place of `set` where several sets, a small list or rules know the host; `null`: none of these. */
  hits: readonly ListedHit[] | null;
  named: readonly NamedHost[] | null;
  /** It may show other sites under its own name. */
  mayCarry: boolean;
  /** See `keyOfNames`; empty where there are neither. */
  key: string;
}

/** Nothing known yet of a host. */
export const noFacts = (): HostFacts => ({
  closed: false,
  pathRules: false,
  pathsAt: null,
  set: noSet,
  at: -1,
  hits: null,
  named: null,
  mayCarry: false,
  key: '',
});

/** Names `hits` and `named` among all that one judge meets. */
export function keyOfNames(hits: readonly ListedHit[], named: readonly NamedHost[]): string {
  let key = '';
  for (const { number, whole } of hits) key += `${2 * number + (whole ? 1 : 0)} `;
  for (const { name, below } of named) key += below ? `.${name}` : `=${name}`;
  return key;
}

/** A power of two. */
const mostHosts = 8_192;

export class KnownHosts {
  readonly #facts: ((Readonly<HostFacts> & { readonly host: string }) | undefined)[] = Array.from({ length: mostHosts }, () => undefined);
  /** Which host was asked for last in a place: what is asked for once is not remembered, whoever invents hosts. */
  readonly #seen = new Uint32Array(mostHosts);

  /** Of the host that `hasher` has read; `undefined`: not remembered. */
  of(hasher: NameHasher): Readonly<HostFacts> | undefined {
    const whole = hasher.count - 1;
    const place = (hasher.lo[whole] ?? 0) & (mostHosts - 1);
    // Asked first, because the place of a host that is not remembered need not be looked into.
    if (this.#seen[place] !== hasher.hi[whole]) return undefined;
    const known = this.#facts[place];
    return known !== undefined && known.host === hasher.host ? known : undefined;
  }

  /** Remembers a copy of the facts, if the host was the last to be asked for in its place. */
  keep(hasher: NameHasher, facts: HostFacts): void {
    const whole = hasher.count - 1;
    const high = hasher.hi[whole] ?? 0;
    const place = (hasher.lo[whole] ?? 0) & (mostHosts - 1);
    if (this.#seen[place] === high) this.#facts[place] = { ...facts, host: hasher.host };
    else this.#seen[place] = high;
  }
}
