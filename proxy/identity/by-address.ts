// For clients that show no credentials: a room or a machine that the settings name by its addresses.
import ipaddr from 'ipaddr.js';
import type { Way } from './identity.ts';
import { subjectOf, type SchoolRegister } from './school-register.ts';

/** Who is behind an address that shows no credentials (a kiosk, a room without managed browsers). */
export interface AddressEntry {
  readonly cidr: string;
  /** Roster id. */
  readonly person?: string;
  readonly group?: string;
  readonly name: string;
}

/** Of ranges that hold an address the narrowest counts, of the same range the first. Throws a `RangeError` for an entry that is no network. */
export function byAddress(register: SchoolRegister, entries: readonly AddressEntry[]): Way {
  const networks = entries
    .map((entry) => ({ entry, network: networkOf(entry.cidr) }))
    .toSorted((one, other) => other.network[1] - one.network[1]);
  const noDevice = { device: null, secretHash: null, heardAt: null };

  return async ({ credentials, address }) => {
    // Wrong credentials are not overlooked because the address is known: somebody removed this device.
    if (credentials !== null || address === null || !ipaddr.isValid(address)) return 'not-mine';
    const client = ipaddr.process(address);
    const entry = networks.find(({ network: [range, bits] }) => client.kind() === range.kind() && client.match(range, bits))?.entry;
    if (entry === undefined) return 'not-mine';
    if (entry.person !== undefined) return { ...subjectOf(await register.person(entry.person)), ...noDevice };
    if (entry.group !== undefined)
      return { subject: { id: `address:${entry.name}`.slice(0, 100), groups: [entry.group] }, kind: 'other', ...noDevice };
    return { ...subjectOf(null), ...noDevice };
  };
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** A range of IPv4 addresses that is written as IPv6 (`::ffff:10.1.0.0/112`) is one of IPv4, as clients' addresses are. */
function networkOf(cidr: string): Network {
  if (!ipaddr.isValidCIDR(cidr)) throw new RangeError(`"${cidr}" is not a network. Write it like 10.1.0.0/16 or 10.1.2.3/32.`);
  const [range, bits] = ipaddr.parseCIDR(cidr);
  return range instanceof ipaddr.IPv6 && range.isIPv4MappedAddress() && bits >= 96 ? [range.toIPv4Address(), bits - 96] : [range, bits];
}
