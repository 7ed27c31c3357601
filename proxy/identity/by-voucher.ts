// Guests: in a range for visitors' devices, whoever entered a voucher's code on this address is that guest.
import { guestGroup } from '#policies/model/group.ts';
import type { Identity, Unidentified } from './identity.ts';
import { noDevice, type SchoolRegister } from './school-register.ts';

/** @param at now, epoch milliseconds; a voucher ends inside open tunnels too */
export async function byVoucher(register: SchoolRegister, address: string, at: number): Promise<Identity | Unidentified> {
  const voucher = await register.voucherAt(address, at);
  if (voucher === null) return 'voucher-wanted';
  return { subject: { id: voucher.id, groups: [guestGroup] }, kind: 'other', ...noDevice };
}
