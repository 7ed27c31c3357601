// The school of a data folder, and the secrets that its devices and bundles need.
import { randomBytes } from 'node:crypto';
import { ensureBundleKey } from '#dashboard/server/policy/bundle-key.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { enrolmentKeySecret, type School, type SchoolStore, type Store } from '#store/school-store.ts';
import type { LoadedLists } from '../lists.ts';
import { done, type Outcome } from '../outcome.ts';
import { publishLists } from './publish-lists.ts';

export interface PreparedSchool {
  readonly school: SchoolStore;
  /** What a browser must show to become one of the school's devices. */
  readonly enrolmentKey: string;
  /** Base64 SPKI of the key that signs bundles. */
  readonly bundleKey: string;
  readonly lists: LoadedLists;
}

/** Makes whatever of the school is missing. Safe to repeat: nothing that is there is changed, but for bundles of changed lists. */
export async function prepareSchool(
  store: Store,
  first: School,
  firstPolicy: PolicyDocument,
  listsOf: (school: SchoolStore) => Promise<Outcome<LoadedLists>>,
  at: number,
): Promise<Outcome<PreparedSchool>> {
  const school = await onlySchool(store, first);
  const enrolmentKey = await school.secrets.create(enrolmentKeySecret, randomBytes(24).toString('base64url'));
  const { publicSpki } = await ensureBundleKey(school);
  const lists = await listsOf(school);
  if (!lists.ok) return lists;
  const published = await publishLists(school, firstPolicy, lists.value, at);
  return published.ok ? done({ school, enrolmentKey, bundleKey: publicSpki, lists: lists.value }) : published;
}

async function onlySchool(store: Store, first: School): Promise<SchoolStore> {
  const [school] = await store.schools();
  if (!school) await store.createSchool(first);
  return store.forSchool((school ?? first).id);
}
