// What the ways of telling who it is read from the store. It is kept for five seconds, so that a page with a hundred parts
// asks once, and a device that is removed or a pupil who changes class is noticed soon.
import { LRUCache } from 'lru-cache';
import { unknownSubject } from '#policies/model/subject.ts';
import type { Soon } from '../exchange/soon.ts';
import { proxyTokenSecret, type Device, type Person, type SchoolStore, type Voucher } from '#store/school-store.ts';
import type { Identity } from './identity.ts';

/** Everything rejects when the store fails. */
export interface SchoolRegister {
  readonly school: string;
  device(id: string): Soon<Device | null>;
  person(id: string): Soon<Person | null>;
  /** The voucher in use on an address at a moment. Never kept: who comes after somebody must not stand in the records as them. */
  voucherAt(address: string, at: number): Promise<Voucher | null>;
  /** What tokens are signed with; `null` before the first was asked for. */
  tokenKey(): Soon<string | null>;
}

const freshFor = 5_000;

export function schoolRegister({ school, devices, people, vouchers, secrets }: SchoolStore, clock: () => number): SchoolRegister {
  return {
    school: school.id,
    device: keeping((id) => devices.byId(id), clock),
    person: keeping((id) => people.byId(id), clock),
    voucherAt: (address, at) => vouchers.ofAddress(address, at),
    tokenKey: keeping(() => secrets.get(proxyTokenSecret), clock).bind(null, proxyTokenSecret),
  };
}

function keeping<T>(read: (id: string) => Promise<T | null>, clock: () => number): (id: string) => Soon<T | null> {
  const kept = new LRUCache<string, { readonly at: number; value: Soon<T | null> }>({ max: 10_000 });
  return (id) => {
    const now = clock();
    const known = kept.get(id);
    if (known !== undefined && now >= known.at && now - known.at < freshFor) return known.value;
    const value = read(id);
    const asked: { readonly at: number; value: Soon<T | null> } = { at: now, value };
    kept.set(id, asked);
    value.then(
      (found) => (asked.value = found),
      // A store that fails must not be remembered as "nobody".
      () => kept.delete(id),
    );
    return value;
  };
}

/** Of identities that no device stands behind. */
export const noDevice = { device: null, secretHash: null, heardAt: null } as const;

/** Whom a person is judged as, and for whom pages are worded; `null`: nobody on the roster. */
export function subjectOf(person: Person | null): Pick<Identity, 'subject' | 'kind'> {
  if (person === null) return { subject: unknownSubject, kind: 'other' };
  return { subject: { id: person.id, groups: person.groups }, kind: person.kind === 'guest' ? 'other' : person.kind };
}
