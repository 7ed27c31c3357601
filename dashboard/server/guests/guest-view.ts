import type { z } from 'zod';
import type { guestViewSchema } from '#policies/contracts/dashboard-api.ts';
import type { Voucher } from '#store/school-store.ts';

type GuestView = z.infer<typeof guestViewSchema>;

/** @param sponsorName by account id */
export function guestView(voucher: Voucher, sponsorName: (account: string) => string, at: number): GuestView {
  const { id, guest, purpose, createdAt, expiresAt } = voucher;
  return { id, guest, purpose, sponsor: sponsorName(voucher.sponsor), createdAt, expiresAt, state: stateOf(voucher, at) };
}

function stateOf({ endedAt, expiresAt, address }: Voucher, at: number): GuestView['state'] {
  if (endedAt !== null) return 'ended';
  if (expiresAt <= at) return 'over';
  return address === null ? 'waiting' : 'online';
}
