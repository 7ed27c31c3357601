import { policySchema, type PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { PolicyStore } from '../school-store.ts';
import { StoreProblem } from '../store-problem.ts';
import type { SchoolScope } from './school-scope.ts';

export function policyStore(scope: SchoolScope): PolicyStore {
  return {
    async current() {
      const row = await scope.read
        .selectFrom('policy_version')
        .select(['version', 'body'])
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return null;
      return { version: row.version, policy: readPolicy(row) };
    },
    async version(version) {
      const row = await scope.read
        .selectFrom('policy_version')
        .select(['version', 'body'])
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? readPolicy(row) : null;
    },
    async history(limit) {
      const rows = await scope.read
        .selectFrom('policy_version')
        .select(['version', 'saved_by', 'saved_at'])
        .orderBy('version', 'desc')
        .limit(Math.min(Math.max(Math.trunc(limit), 1), 500))
        .execute();
      return rows.map(({ version, saved_by: by, saved_at: at }) => ({ version, by, at }));
    },
    save(policy, base, by, at) {
      return scope.write.transaction().execute(async (tx) => {
        const newest = await tx
          .selectFrom('policy_version')
          .select((eb) => eb.fn.max('version').as('version'))
          .executeTakeFirst();
        if ((newest?.version ?? 0) !== base) return false;
        const row = { version: base + 1, body: JSON.stringify(policy), saved_by: by, saved_at: at };
        await tx.insertInto('policy_version').values(row).execute();
        return true;
      });
    },
    async latestBundle() {
      const row = await scope.read
        .selectFrom('bundle')
        .select(['number', 'text', 'signature'])
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
    async latestBundleNumber() {
      const row = await scope.read.selectFrom('bundle').select('number').orderBy('number', 'desc').limit(1).executeTakeFirst();
      return row?.number ?? 0;
    },
    saveBundle({ number, text, signature }, at) {
      return scope.write.transaction().execute(async (tx) => {
        const kept = await tx.selectFrom('bundle').select(['text', 'signature']).where('number', '=', number).executeTakeFirst();
        if (kept?.text === text && kept.signature === signature) return;
        if (kept) throw new StoreProblem('conflict', `There is another bundle with the number ${number} already.`);
        await tx.insertInto('bundle').values({ number, text, signature, saved_at: at }).execute();
      });
    },
    async bundle(number) {
      const row = await scope.read
        .selectFrom('bundle')
        .select(['number', 'text', 'signature'])
        .where('number', '=', number)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}

/** Never taken for "there is no policy": the starter policy must not be laid over a damaged one. */
function readPolicy({ version, body }: { readonly version: number; readonly body: string }): PolicyDocument {
  const policy = policySchema.safeParse(parsed(body));
  if (policy.success) return policy.data;
  throw new StoreProblem('damaged', `The kept policy, version ${version}, cannot be read: put back the newest backup of the database.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
