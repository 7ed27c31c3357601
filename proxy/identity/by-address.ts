// For clients that show no credentials: a room or a machine that the settings name by its addresses.
import { andThen } from '../exchange/soon.ts';
import { addressRanges, type AddressEntry } from './address-ranges.ts';
import { byVoucher } from './by-voucher.ts';
import type { Way } from './identity.ts';
import { noDevice, subjectOf, type SchoolRegister } from './school-register.ts';

/** Throws a `RangeError` for an entry that is no network. */
export function byAddress(register: SchoolRegister, entries: readonly AddressEntry[]): Way {
  const rangeOf = addressRanges(entries);
  return ({ credentials, address, at }) => {
    // Wrong credentials are not overlooked because the address is known: somebody removed this device.
    if (credentials !== null || address === null) return 'not-mine';
    const entry = rangeOf(address);
    if (entry === null) return 'not-mine';
    if (entry.person !== undefined) return andThen(register.person(entry.person), (person) => ({ ...subjectOf(person), ...noDevice }));
    if (entry.guests === true) return byVoucher(register, address, at);
    if (entry.group !== undefined)
      return { subject: { id: `address:${entry.name}`.slice(0, 100), groups: [entry.group] }, kind: 'other', ...noDevice };
    return { ...subjectOf(null), ...noDevice };
  };
}
