import type { AccountStore } from '../school-store.ts';
import { accountOfRow, rowOfAccount, sessionOfRow } from './account-row.ts';
import type { RowGuard } from './row-guard.ts';
import type { AccountRow } from './schema.ts';
import type { SchoolScope } from './school-scope.ts';

export function accountStore(scope: SchoolScope, guard: RowGuard): AccountStore {
  const accounts = () => scope.read.selectFrom('account').selectAll();
  const decode = (row: AccountRow) => accountOfRow(scope.school, row);
  return {
    byId: async (id) => guard.one('account', await accounts().where('id', '=', id).executeTakeFirst(), decode),
    list: async () => guard.all('account', await accounts().orderBy('name').orderBy('id').execute(), decode),
    async save(account) {
      if (account.school !== scope.school) throw new Error('An account belongs to the school that it is kept for.');
      const { id, ...rest } = rowOfAccount(account);
      await scope.write
        .insertInto('account')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    },
    ...sessions(scope),
    ...oneTimeLinks(scope),
  };
}

function sessions(scope: SchoolScope): Pick<AccountStore, 'createSession' | 'session' | 'touchSession' | 'endSession'> {
  return {
    createSession(session) {
      return scope.write.transaction().execute(async (tx) => {
        await tx.deleteFrom('session').where('expires_at', '<=', session.createdAt).execute();
        const { idHash: id_hash, account, createdAt: created_at, lastSeenAt: last_seen_at, expiresAt: expires_at } = session;
        await tx.insertInto('session').values({ id_hash, account, created_at, last_seen_at, expires_at }).execute();
      });
    },
    async session(idHash) {
      const row = await scope.read.selectFrom('session').selectAll().where('id_hash', '=', idHash).executeTakeFirst();
      return row ? sessionOfRow(row) : null;
    },
    async touchSession(idHash, at) {
      await scope.write
        .updateTable('session')
        .set({ last_seen_at: at })
        .where('id_hash', '=', idHash)
        .where('last_seen_at', '<', at)
        .execute();
    },
    async endSession(idHash) {
      await scope.write.deleteFrom('session').where('id_hash', '=', idHash).execute();
    },
  };
}

function oneTimeLinks(scope: SchoolScope): Pick<AccountStore, 'saveOneTimeLink' | 'useOneTimeLink'> {
  return {
    async saveOneTimeLink(tokenHash, account, expiresAt) {
      await scope.write.insertInto('one_time_link').values({ token_hash: tokenHash, account, expires_at: expiresAt }).execute();
    },
    // One statement finds and removes: of two people with the same link only one can win.
    async useOneTimeLink(tokenHash, at) {
      const used = await scope.write
        .deleteFrom('one_time_link')
        .where('token_hash', '=', tokenHash)
        .returning(['account', 'expires_at'])
        .executeTakeFirst();
      return used && used.expires_at > at ? used.account : null;
    },
  };
}
