// From an edited policy to a signed bundle that every enforcement point will take.
import { sign } from 'node:crypto';
import { compileBundle } from '#policies/bundle/compile.ts';
import { signBundle } from '#policies/bundle/signed-bundle.ts';
import type { Bundle } from '#policies/contracts/bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { Lists } from '../dashboard-options.ts';
import { createInTurn } from '../in-turn.ts';
import { signingKey } from './bundle-key.ts';

export type Published =
  | { readonly ok: true; readonly bundle: number }
  /** `edited`: somebody saved another version since `base`; read it and try again. */
  | { readonly ok: false; readonly why: 'edited' }
  /** The policy does not compile; each problem says where. Nothing was saved. */
  | { readonly ok: false; readonly why: 'problems'; readonly problems: string[] };

const onePublisher = createInTurn();
const mostTries = 20;

/**
 * Saves the policy as the next version after `base` and publishes a bundle of it. Bundle numbers strictly increase, and
 * the bundle with the highest number always holds the newest policy, also when several processes publish at once.
 */
export function publishPolicy(
  school: SchoolStore,
  lists: Lists,
  policy: PolicyDocument,
  base: number,
  by: string,
  at: number,
): Promise<Published> {
  return onePublisher(school.school.id, async () => {
    const compiled = compile(school, lists, policy, at);
    if (!compiled.ok) return { ok: false, why: 'problems', problems: compiled.problems };
    if (!(await school.policies.save(policy, base, by, at))) return { ok: false, why: 'edited' };
    return { ok: true, bundle: await publishNewest(school, lists, { version: base + 1, bundle: compiled.bundle }, at) };
  });
}

/**
 * The number is read before the policy: whoever saves a newer policy in between publishes with a higher number, or takes
 * this one first and makes us try again. So an older policy never ends up under the highest number.
 */
async function publishNewest(school: SchoolStore, lists: Lists, mine: { version: number; bundle: Bundle }, at: number): Promise<number> {
  const key = await signingKey(school);
  for (let tries = 1; ; tries++) {
    const number = (await school.policies.latestBundleNumber()) + 1;
    const newest = await school.policies.current();
    if (newest === null) throw new Error('The policy that was just saved is gone.');
    const bundle = newest.version === mine.version ? mine.bundle : compiledBefore(school, lists, newest.policy, at);
    const signed = await signBundle({ ...bundle, number }, (bytes) => Promise.resolve(sign(null, bytes, key)));
    try {
      await school.policies.saveBundle(signed, at);
      return number;
    } catch (error) {
      const taken = (await school.policies.latestBundleNumber()) >= number;
      if (!taken || tries === mostTries) throw error;
    }
  }
}

/** What another process saved was compiled by it before. */
function compiledBefore(school: SchoolStore, lists: Lists, policy: PolicyDocument, at: number): Bundle {
  const compiled = compile(school, lists, policy, at);
  if (!compiled.ok) throw new Error('A policy that was saved does not compile.');
  return compiled.bundle;
}

/** The number is set when it is known; nothing in a bundle depends on it. */
function compile(school: SchoolStore, lists: Lists, policy: PolicyDocument, madeAt: number): ReturnType<typeof compileBundle> {
  return compileBundle({ ...lists, school: school.school.id, number: 1, madeAt, policy });
}
