// CIDR blocks (RFC 4632, RFC 4291 §2.3), found by an address in one look-up a prefix length.
import ipaddr from 'ipaddr.js';
import { isAddress } from './host-suffixes.ts';

/** An address as its bytes in hexadecimal: 8 digits for IPv4, 32 for IPv6. */
const digitsOf = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

export class AddressRanges<T> {
  /** `family/bits` → first bits of the block → what was added for it. */
  readonly #blocks = new Map<string, { digits: number; bits: number; at: Map<string, T[]> }>();

  get size(): number {
    return this.#blocks.size;
  }

  /** A range in its canonical spelling; one that is not a CIDR block is left out, and `false` is given. */
  add(range: string, what: T): boolean {
    if (!ipaddr.isValidCIDR(range)) return false;
    const [address, bits] = ipaddr.parseCIDR(range);
    const digits = digitsOf(address.toByteArray());
    const kind = `${digits.length}/${bits}`;
    let blocks = this.#blocks.get(kind);
    if (blocks === undefined) this.#blocks.set(kind, (blocks = { digits: digits.length, bits, at: new Map() }));
    const key = firstBits(digits, bits);
    const sharing = blocks.at.get(key);
    if (sharing === undefined) blocks.at.set(key, [what]);
    else sharing.push(what);
    return true;
  }

  /** Everything whose block holds the host, with the block's prefix length; nothing for a host that is no IP address. */
  of(host: string): { readonly bits: number; readonly what: T }[] {
    if (this.#blocks.size === 0 || !isAddress(host) || !ipaddr.isValid(host)) return [];
    const digits = digitsOf(ipaddr.parse(host).toByteArray());
    const found: { bits: number; what: T }[] = [];
    for (const blocks of this.#blocks.values()) {
      if (blocks.digits !== digits.length) continue;
      for (const what of blocks.at.get(firstBits(digits, blocks.bits)) ?? []) found.push({ bits: blocks.bits, what });
    }
    return found;
  }
}

/** The first bits as whole digits and a rest. */
function firstBits(digits: string, bits: number): string {
  const whole = Math.floor(bits / 4);
  const rest = bits % 4;
  return rest === 0 ? digits.slice(0, whole) : digits.slice(0, whole) + (parseInt(digits[whole] ?? '0', 16) >> (4 - rest)).toString(16);
}
