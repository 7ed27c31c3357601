import type { Voucher, VoucherStore } from '../school-store.ts';
import { pageSize } from './page-cursor.ts';
import type { VoucherRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function voucherStore(scope: SchoolScope): VoucherStore {
  const vouchers = () => scope.read.selectFrom('voucher').selectAll();
  const none = { address: null, used_at: null };
  return {
    async add(voucher, codeHash) {
      await scope.write
        .insertInto('voucher')
        .values({ ...rowOfVoucher(voucher), code_hash: codeHash })
        .execute();
    },
    async byId(id) {
      const row = await vouchers().where('id', '=', id).executeTakeFirst();
      return row ? voucherOfRow(row) : null;
    },
    async list(limit) {
      const rows = await vouchers().orderBy('created_at', 'desc').orderBy('id').limit(pageSize(limit)).execute();
      return rows.map(voucherOfRow);
    },
    use(codeHash, address, at) {
      return scope.write.transaction().execute(async (tx) => {
        const found = await tx
          .selectFrom('voucher')
          .select('id')
          .where('code_hash', '=', codeHash)
          .where('expires_at', '>', at)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (!found) return null;
        await tx.updateTable('voucher').set(none).where('address', '=', address).execute();
        const used = await tx
          .updateTable('voucher')
          .set({ address, used_at: at })
          .where('id', '=', found.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return voucherOfRow(used);
      });
    },
    async ofAddress(address, at) {
      const row = await vouchers()
        .where('address', '=', address)
        .where('expires_at', '>', at)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return row ? voucherOfRow(row) : null;
    },
    async leave(address) {
      await scope.write.updateTable('voucher').set(none).where('address', '=', address).execute();
    },
    async end(id, at) {
      const ended = await scope.write
        .updateTable('voucher')
        .set({ ...none, ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return ended !== undefined;
    },
  };
}

function rowOfVoucher(voucher: Voucher): Omit<VoucherRow, 'code_hash'> {
  return {
    id: voucher.id,
    guest: voucher.guest,
    purpose: voucher.purpose,
    sponsor: voucher.sponsor,
    created_at: voucher.createdAt,
    expires_at: voucher.expiresAt,
    ended_at: voucher.endedAt,
    address: voucher.address,
    used_at: voucher.usedAt,
  };
}

function voucherOfRow(row: VoucherRow): Voucher {
  return {
    id: row.id,
    guest: row.guest,
    purpose: row.purpose,
    sponsor: row.sponsor,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    address: row.address,
    usedAt: row.used_at,
  };
}
