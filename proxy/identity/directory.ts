// From credentials or an address to a person and their groups. What was read is kept for five seconds, so that a page with
// a hundred parts asks the store once, and a device that is removed or a pupil who changes class is noticed soon.
import { timingSafeEqual } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { unknownSubject } from '#policies/model/subject.ts';
import type { Device, Person, SchoolStore } from '#store/school-store.ts';
import { credentialsOf } from './credentials.ts';
import type { Identity } from './identity.ts';

/** Who is behind an address that shows no credentials (a kiosk, a room without managed browsers). */
export interface AddressEntry {
  readonly cidr: string;
  /** Roster id. */
  readonly person?: string;
  readonly group?: string;
  readonly name: string;
}

export interface Directory {
  /** `null`: nobody we know. Rejects when the store fails. */
  identify(authorization: string | null, address: string | null): Promise<Identity | null>;
}

const freshFor = 5_000;

interface Kept<T> {
  readonly at: number;
  readonly value: Promise<T | null>;
}

/** Throws a `RangeError` for an address entry that is not a network in CIDR notation. */
export function directory(school: SchoolStore, addresses: readonly AddressEntry[], clock: () => number): Directory {
  const devices = new LRUCache<string, Kept<Device>>({ max: 10_000 });
  const people = new LRUCache<string, Kept<Person>>({ max: 10_000 });
  const networks = addresses.map((entry) => ({ entry, network: networkOf(entry.cidr) }));

  function kept<T>(cache: LRUCache<string, Kept<T>>, id: string, read: (id: string) => Promise<T | null>): Promise<T | null> {
    const now = clock();
    const known = cache.get(id);
    if (known !== undefined && now >= known.at && now - known.at < freshFor) return known.value;
    const value = read(id);
    cache.set(id, { at: now, value });
    // A store that fails must not be remembered as "nobody".
    value.catch(() => cache.delete(id));
    return value;
  }
  const personOf = (id: string): Promise<Person | null> => kept(people, id, (person) => school.people.byId(person));

  async function byCredentials(authorization: string): Promise<Identity | null> {
    const shown = credentialsOf(authorization);
    if (shown === null) return null;
    const device = await kept(devices, shown.device, (id) => school.devices.byId(id));
    const expected = Buffer.from(device?.proxySecretHash ?? '', 'hex');
    if (device === null || expected.length !== shown.secretHash.length || !timingSafeEqual(expected, shown.secretHash)) return null;
    const person = device.person === null ? null : await personOf(device.person);
    return { ...identityOf(person), device: device.id, secretHash: shown.secretHash };
  }

  async function byAddress(address: string): Promise<Identity | null> {
    const entry = networks.find(({ network }) => contains(network, address))?.entry;
    if (entry === undefined) return null;
    const nobody = { device: null, secretHash: null };
    if (entry.person !== undefined) return { ...identityOf(await personOf(entry.person)), ...nobody };
    if (entry.group !== undefined)
      return { subject: { id: `address:${entry.name}`.slice(0, 100), groups: [entry.group] }, kind: 'other', ...nobody };
    return { ...identityOf(null), ...nobody };
  }

  return {
    // Wrong credentials are not overlooked because the address is known: somebody removed this device.
    identify: async (authorization, address) =>
      authorization !== null ? byCredentials(authorization) : address === null ? null : byAddress(address),
  };
}

function identityOf(person: Person | null): Pick<Identity, 'subject' | 'kind'> {
  if (person === null) return { subject: unknownSubject, kind: 'other' };
  return { subject: { id: person.id, groups: person.groups }, kind: person.kind === 'guest' ? 'other' : person.kind };
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

function networkOf(cidr: string): Network {
  if (!ipaddr.isValidCIDR(cidr)) throw new RangeError(`"${cidr}" is not a network. Write it like 10.1.0.0/16 or 10.1.2.3/32.`);
  return ipaddr.parseCIDR(cidr);
}

function contains([network, bits]: Network, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}
