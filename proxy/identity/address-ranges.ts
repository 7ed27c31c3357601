// The ranges of addresses that the settings name.
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** Who is behind an address that shows no credentials (a kiosk, a room without managed browsers). */
export interface AddressEntry {
  readonly cidr: string;
  /** Roster id. */
  readonly person?: string;
  readonly group?: string;
  /** For visitors' own devices: whoever enters a voucher's code is that guest. */
  readonly guests?: boolean;
  readonly name: string;
}

/**
 * Finds the range of an address: of those that hold it the narrowest, of the same range the first. Throws a `RangeError` for
 * an entry that is no network.
 */
export function addressRanges(entries: readonly AddressEntry[]): (address: string) => AddressEntry | null {
  const networks = entries
    .map((entry) => ({ entry, network: networkOf(entry.cidr) }))
    .toSorted((one, other) => other.network[1] - one.network[1]);
  const find = (address: string): AddressEntry | null => {
    if (!ipaddr.isValid(address)) return null;
    const client = ipaddr.process(address);
    return networks.find(({ network: [range, bits] }) => client.kind() === range.kind() && client.match(range, bits))?.entry ?? null;
  };
  // A school's clients are few, and each of them asks with every request.
  const found = new LRUCache<string, { readonly entry: AddressEntry | null }>({ max: 4_096 });
  return (address) => {
    const known = found.get(address);
    if (known !== undefined) return known.entry;
    const entry = find(address);
    found.set(address, { entry });
    return entry;
  };
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** A range of IPv4 addresses that is written as IPv6 (`::ffff:10.1.0.0/112`) is one of IPv4, as clients' addresses are. */
function networkOf(cidr: string): Network {
  if (!ipaddr.isValidCIDR(cidr)) throw new RangeError(`"${cidr}" is not a network. Write it like 10.1.0.0/16 or 10.1.2.3/32.`);
  const [range, bits] = ipaddr.parseCIDR(cidr);
  return range instanceof ipaddr.IPv6 && range.isIPv4MappedAddress() && bits >= 96 ? [range.toIPv4Address(), bits - 96] : [range, bits];
}
