// The lists of the newest bundle. An edit of the policy alone compiles no list again.
import type { Lists } from '#dashboard/server/dashboard-options.ts';
import { bundleSchema } from '#policies/contracts/bundle.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { done, failed, type Outcome } from '../outcome.ts';

export async function listsInForce({ policies }: SchoolStore): Promise<Outcome<Lists>> {
  const newest = await policies.latestBundle();
  const bundle = newest === null ? null : bundleSchema.safeParse(JSON.parse(newest.text));
  if (!bundle?.success) return failed('The school has no bundle whose lists can be used: run "lists publish" once.');
  const { lists, phraseLists, materials = [] } = bundle.data;
  return done({ lists, phraseLists, materials });
}
