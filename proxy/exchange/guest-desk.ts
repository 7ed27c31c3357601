// Stage: the page on which a guest enters a voucher's code, and signs off. It is ours, on a host that exists nowhere else.
import { hash } from 'node:crypto';
import { guestPageUrl } from '#policies/contracts/extension-api.ts';
import { parseReference } from '#policies/engine/reference.ts';
import type { GuestState } from '#policies/words/guest-page.ts';
import type { AuditStore, VoucherStore } from '#store/school-store.ts';
import type { AddressEntry } from '../identity/address-ranges.ts';
import { guestTries, type OtherCounters } from '../identity/guest-tries.ts';
import type { GuestPages } from '../pages/guest-pages.ts';
import { fieldsOf } from './fields.ts';
import type { Exchange, OriginResponse } from './exchange.ts';
import { sentForm } from './sent-form.ts';
import type { Stage } from './stage.ts';

export interface GuestDeskOptions {
  readonly rangeOf: (address: string) => AddressEntry | null;
  readonly vouchers: VoucherStore;
  readonly audit: AuditStore;
  readonly pages: GuestPages;
  readonly others?: OtherCounters | undefined;
}

const longestForm = 2_000;

export function guestDesk({ rangeOf, vouchers, audit, pages, others }: GuestDeskOptions): Stage {
  const mayTry = guestTries(others);

  async function asked(exchange: Exchange, address: string): Promise<{ status: number; state: GuestState }> {
    const form = exchange.request.method === 'POST' ? await sentForm(exchange, longestForm) : null;
    if (form?.get('leave') === 'yes') {
      await vouchers.leave(address);
      return { status: 200, state: { is: 'left' } };
    }
    if (form === null) {
      const voucher = await vouchers.ofAddress(address, exchange.at);
      return { status: 200, state: voucher === null ? { is: 'asked' } : { is: 'in', until: voucher.expiresAt } };
    }
    if (!mayTry(address, exchange.at)) return { status: 429, state: { is: 'too-many' } };
    const code = parseReference(form.get('code') ?? '');
    const voucher = code === null ? null : await vouchers.use(hash('sha256', code), address, exchange.at);
    if (voucher === null) return { status: 422, state: { is: 'wrong' } };
    await audit.add({ at: exchange.at, by: `subject:${voucher.id}`, did: 'used-voucher', to: `guest:${voucher.id}`, detail: null });
    return { status: 200, state: { is: 'in', until: voucher.expiresAt } };
  }

  return (exchange, next) => {
    const { client, request, target } = exchange;
    const { address } = client;
    const isDesk = target.scheme === 'http' && request.url.split('?', 1)[0] === guestPageUrl;
    if (!isDesk || address === null || client.authorization !== null || rangeOf(address)?.guests !== true) return next(exchange);
    return desk(exchange, address);
  };

  async function desk(exchange: Exchange, address: string): Promise<OriginResponse> {
    const { request } = exchange;
    // A page elsewhere must not sign a guest off, or in as somebody else.
    if (request.method === 'POST' && fieldsOf(request.headers, 'origin')[0] !== new URL(guestPageUrl).origin)
      return pages.page(exchange, 403, { is: 'asked' });
    const { status, state } = await asked(exchange, address);
    return pages.page(exchange, status, state);
  }
}
