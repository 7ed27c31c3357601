// A process of its own that adds names to the policy's pass-through list, one edit after the other, whoever else edits meanwhile.
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield } from '../../../support/cast.ts';
import { testLists, testPolicy } from '../support/test-policy.ts';

const [file = '', ...names] = process.argv.slice(2);
const store = await openSqlite(file);
const school = store.forSchool(greenfield.id);
for (const name of names) {
  for (let saved = false; !saved;) {
    const current = await school.policies.current();
    const policy = { ...testPolicy, passThrough: [...(current?.policy.passThrough ?? []), name] };
    saved = (await publishPolicy(school, testLists, policy, current?.version ?? 0, 'system', 3000)).ok;
  }
}
await store.close();
