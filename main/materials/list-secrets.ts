import { randomBytes } from 'node:crypto';
import { parseListKey, parseListSeed } from '#policies/mandatory/list-key.ts';
import type { SipKey } from '#policies/mandatory/sip-hash.ts';
import type { HashSeed } from '#policies/table/name-hash.ts';
import { listKeySecret, listSeedSecret, type SchoolStore } from '#store/school-store.ts';
import { done, failed, type Outcome } from '../outcome.ts';

/** What a school's lists are hashed with. */
export interface ListSecrets {
  readonly seed: HashSeed;
  readonly key: SipKey;
}

/** Drawn when first asked for, and the same ever after: lists that were hashed stay what they are. */
export async function listSecrets({ secrets }: SchoolStore): Promise<Outcome<ListSecrets>> {
  const seed = parseListSeed(await secrets.create(listSeedSecret, randomBytes(8).toString('base64')));
  const key = parseListKey(await secrets.create(listKeySecret, randomBytes(16).toString('base64')));
  return seed === null || key === null
    ? failed('The secrets that lists are hashed with are damaged: put back the newest backup of the database.')
    : done({ seed, key });
}
