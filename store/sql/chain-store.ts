import { chainSources } from '../chain-store.ts';
import type { ChainSource, ChainStore } from '../chain-store.ts';
import { checkChain } from './chain-check.ts';
import { linkHash } from './chain-link.ts';
import { leavesOf, type Leaf } from './chain-rows.ts';
import type { SchoolScope } from './school-scope.ts';

/** Records under one link: few links, and a short hold of the write lock. */
const most = 1000;

export function chainStore(scope: SchoolScope): ChainStore {
  const heads = () => scope.read.selectFrom('chain_head').select(['number', 'hash', 'at', 'signature']).orderBy('number', 'desc');
  return {
    async extend(at) {
      let chained = 0;
      for (const source of chainSources) chained += await extendBy(scope, source, at);
      return chained;
    },
    async head() {
      const last = scope.read.selectFrom('chain_link').select(['number', 'hash']).orderBy('number', 'desc').limit(1);
      return (await last.executeTakeFirst()) ?? null;
    },
    latestSignedHead: async () => (await heads().limit(1).executeTakeFirst()) ?? null,
    async saveSignedHead({ number, hash, at, signature }) {
      await scope.write
        .insertInto('chain_head')
        .values({ number, hash, at, signature })
        .onConflict((conflict) => conflict.columns(['number']).doNothing())
        .execute();
    },
    check: async (verify) => checkChain(scope, await heads().execute(), verify),
  };
}

async function extendBy(scope: SchoolScope, source: ChainSource, at: number): Promise<number> {
  let chained = 0;
  for (;;) {
    const after = await endOf(scope, source);
    // The database counts rows up while it holds the write lock: none is ever added below one that is seen here.
    const leaves = await leavesOf(scope, source, { after, until: null, limit: most });
    if (leaves.length === 0) return chained;
    if (await addLink(scope, source, after, leaves, at)) chained += leaves.length;
  }
}

async function endOf(scope: Pick<SchoolScope, 'read'>, source: ChainSource): Promise<number> {
  const last = scope.read.selectFrom('chain_link').select('until_seq').where('source', '=', source).orderBy('number', 'desc').limit(1);
  return (await last.executeTakeFirst())?.until_seq ?? 0;
}

/** False when another process has chained these records meanwhile. */
function addLink(scope: SchoolScope, source: ChainSource, after: number, leaves: readonly Leaf[], at: number): Promise<boolean> {
  return scope.write.transaction().execute(async (tx) => {
    if ((await endOf({ read: tx }, source)) !== after) return false;
    const last = await tx.selectFrom('chain_link').select(['number', 'hash']).orderBy('number', 'desc').limit(1).executeTakeFirst();
    const link = {
      number: (last?.number ?? 0) + 1,
      previous: last?.hash ?? '',
      at,
      source,
      after_seq: after,
      until_seq: leaves.at(-1)?.[0] ?? after,
      leaves: JSON.stringify(leaves),
    };
    await tx
      .insertInto('chain_link')
      .values({ ...link, hash: linkHash(link) })
      .execute();
    return true;
  });
}
