import { createHash } from 'node:crypto';
import { enrolmentKeySecret } from '../school-store.ts';
import type { SecretStore } from '../school-store.ts';
import type { SchoolScope } from './school-scope.ts';

export function secretStore(scope: SchoolScope): SecretStore {
  return {
    async get(name) {
      const row = await scope.read.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value ?? null;
    },
    async set(name, value) {
      const row = { value, value_hash: searchable(name, value) };
      await scope.write
        .insertInto('secret')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },
    create(name, value) {
      return scope.write.transaction().execute(async (tx) => {
        await tx
          .insertInto('secret')
          .values({ name, value, value_hash: searchable(name, value) })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute();
        const kept = await tx.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
        return kept.value;
      });
    },
  };
}

/** Only the enrolment key is ever searched by; no other secret leaves a trace besides itself. */
function searchable(name: string, value: string): string | null {
  return name === enrolmentKeySecret ? createHash('sha256').update(value).digest('hex') : null;
}
