// A name under the school's key.
import { NameHasher, type HashSeed } from '../table/name-hash.ts';
import { halfSipHash } from './half-sip-hash.ts';
import { SipHasher, type SipKey } from './sip-hash.ts';

/** What is said of a name; hashed with it, so that one cannot be taken for another. */
export const said = {
  /** The host alone is listed. */
  host: 0x686f7374,
  /** The host and everything below it is. */
  below: 0x62656c6f,
  /** Some path of the host and of everything below it is. */
  paths: 0x70617468,
  /** This path is. */
  path: 0x75726c73,
  /** Some path of the host alone is. */
  ownPaths: 0x6f776e70,
  /** This path of the host alone is. */
  ownPath: 0x6f776e75,
  /** Nothing: what every key makes of it tells keys apart. */
  nothing: 0x6b657973,
} as const;

export class KeyedNames {
  readonly names: NameHasher;
  readonly #sip: SipHasher;
  readonly #gateKey: readonly [number, number];

  constructor(key: SipKey, seed: HashSeed) {
    this.names = new NameHasher(seed);
    this.#sip = new SipHasher(key);
    // A key of its own, so that the short hash gives nothing away of the long one.
    this.#sip.hash(0x67617465, 0);
    this.#gateKey = [this.#sip.out[0] ?? 0, this.#sip.out[1] ?? 0];
  }

  /** The four words of what is said of a name. Good until the next call. */
  keyed(hi: number, lo: number, what: number): Uint32Array {
    this.#sip.hash(lo, hi ^ what);
    return this.#sip.out;
  }

  /** The short hash of suffix `i` of the host that `names` has read. */
  gate(names: NameHasher, i: number): number {
    return halfSipHash(this.#gateKey[0], this.#gateKey[1], names.lo[i] ?? 0, names.hi[i] ?? 0);
  }
}
