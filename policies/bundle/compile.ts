// From a policy that people edited, with the lists, to a bundle. Everything that is wrong is said at once, each with its place.
import type { Bundle, CategoryList, Material } from '../contracts/bundle.ts';
import type { PhraseList } from '../contracts/phrase-list.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { listProblems } from './check-lists.ts';
import { checkPolicy } from './check-policy.ts';

export function compileBundle(input: {
  readonly school: string;
  /** One more than the bundle before. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  readonly policy: PolicyDocument;
  readonly lists: CategoryList[];
  readonly phraseLists: PhraseList[];
  /** In the order in which they apply. */
  readonly materials?: readonly Material[];
}): { ok: true; bundle: Bundle } | { ok: false; problems: string[] } {
  const checked = checkPolicy(input.policy);
  const problems = [...(checked.ok ? [] : checked.problems.map(({ problem }) => problem)), ...listProblems(input.lists, input.phraseLists)];
  if (!checked.ok || problems.length > 0) return { ok: false, problems };
  const { school, number, madeAt, lists, phraseLists, materials = [] } = input;
  const bundle: Bundle = { format: 1, school, number, madeAt, policy: checked.policy, lists, phraseLists };
  return { ok: true, bundle: materials.length === 0 ? bundle : { ...bundle, materials: [...materials] } };
}
