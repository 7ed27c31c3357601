import { isDeepStrictEqual } from 'node:util';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { bundleSchema } from '#policies/contracts/bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { LoadedLists } from '../lists.ts';
import { done, failed, type Outcome } from '../outcome.ts';

/**
 * Publishes a first bundle with the given policy, or a new one of the school's own policy when the lists are no longer
 * those of the newest bundle. Gives the newest bundle's number.
 */
export async function publishLists(
  school: SchoolStore,
  firstPolicy: PolicyDocument,
  lists: LoadedLists,
  at: number,
): Promise<Outcome<number>> {
  const current = await school.policies.current();
  const newest = current ? await school.policies.latestBundle() : null;
  if (newest && sameLists(newest.text, lists)) return done(newest.number);
  const published = await publishPolicy(school, lists, current?.policy ?? firstPolicy, current?.version ?? 0, 'system', at);
  if (published.ok) return done(published.bundle);
  if (published.why === 'edited') return failed('Somebody changed the policy at this moment: try again.');
  return failed(`The policy cannot be published:\n${published.problems.join('\n')}`);
}

function sameLists(bundleText: string, { lists, phraseLists, materials = [] }: LoadedLists): boolean {
  const bundle = bundleSchema.safeParse(JSON.parse(bundleText));
  if (!bundle.success) return false;
  const held = bundle.data;
  return (
    isDeepStrictEqual(held.lists, lists) &&
    isDeepStrictEqual(held.phraseLists, phraseLists) &&
    isDeepStrictEqual(held.materials ?? [], materials)
  );
}
