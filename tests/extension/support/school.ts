// A school as the extension hears of it: signed bundles of the starter policy, and the answer to an enrolment.
import { generateKeyPairSync, sign } from 'node:crypto';
import { loadLists } from '#main/lists.ts';
import { compileBundle } from '#policies/bundle/compile.ts';
import { signBundle } from '#policies/bundle/signed-bundle.ts';
import type { SignedBundle } from '#policies/contracts/bundle.ts';
import type { EnrolResponse } from '#policies/contracts/extension-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { createStanding, type Standing } from '#extension/identity/standing.ts';
import type { Membership } from '#extension/identity/membership.ts';
import { memoryShelves } from './memory-shelves.ts';

/** Thursday 26 November 2026, 11:05 in London. */
export const now = Date.parse('2026-11-26T11:05:00Z');

export interface School {
  bundle(number: number, change?: (policy: PolicyDocument) => PolicyDocument): Promise<SignedBundle>;
  readonly enrolled: EnrolResponse;
  readonly membership: Membership;
}

const lists = await loadLists([]);

export function openSchool(id = 'greenfield'): School {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const policy: PolicyDocument = {
    ...starterPolicy,
    groups: [...starterPolicy.groups, { id: '8b', name: '8B', kind: 'class', parent: 'year-8' }],
  };
  const enrolled: EnrolResponse = {
    device: `${id}-laptop`,
    token: 'a-token-of-the-device',
    proxySecret: 'a-secret-for-the-proxy',
    school: { id, name: 'Greenfield School' },
    subject: { id: 'mia', groups: ['8b'] },
    bundleKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
  return {
    enrolled,
    membership: { ...enrolled, serverUrl: 'https://schoolgate.greenfield.test', enrolledAs: 'fingerprint' },
    async bundle(number, change = (same) => same) {
      const compiled = compileBundle({
        school: id,
        number,
        madeAt: now,
        policy: change(policy),
        lists: lists.lists,
        phraseLists: lists.phraseLists,
      });
      if (!compiled.ok) throw new Error(compiled.problems.join(' '));
      return signBundle(compiled.bundle, (bytes) => Promise.resolve(new Uint8Array(sign(null, bytes, privateKey))));
    },
  };
}

/** A browser of Mia's, enrolled and with the school's first policy. */
export async function settledStanding(school: School = openSchool()): Promise<Standing> {
  const standing = createStanding(memoryShelves().memory, () => undefined);
  await standing.ready;
  await standing.join(school.membership);
  if (!(await standing.take(await school.bundle(1)))) throw new Error('The first bundle was refused.');
  return standing;
}
