import { createPublicKey, sign, verify } from 'node:crypto';
import { headText, type ChainCheck, type SignedHead } from '#store/chain-store.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { signingKey } from '../policy/bundle-key.ts';

/** Chains what has been kept, and signs the chain's end; null while the school has no records. @param at milliseconds */
export async function signHead(school: SchoolStore, at: number): Promise<SignedHead | null> {
  await school.chain.extend(at);
  const head = await school.chain.head();
  if (!head) return null;
  const latest = await school.chain.latestSignedHead();
  if (latest?.number === head.number) return latest;
  const text = Buffer.from(headText(school.school.id, { ...head, at }));
  const signed = { ...head, at, signature: sign(null, text, await signingKey(school)).toString('base64') };
  await school.chain.saveSignedHead(signed);
  return signed;
}

/** Walks the school's chain; see `ChainStore.check`. */
export async function checkChainOf(school: SchoolStore): Promise<ChainCheck> {
  const key = createPublicKey(await signingKey(school));
  return school.chain.check((head) =>
    verify(null, Buffer.from(headText(school.school.id, head)), key, Buffer.from(head.signature, 'base64')),
  );
}
