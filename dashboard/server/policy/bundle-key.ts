// The Ed25519 key (RFC 8032) that signs a school's bundles. The private half never leaves the store's secrets.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SchoolStore } from '#store/school-store.ts';

const secretName = 'bundle-signing-key';

/** The school's signing key (PKCS#8 PEM in the store), made when there is none yet. */
export async function signingKey({ secrets }: SchoolStore): Promise<KeyObject> {
  return createPrivateKey((await secrets.get(secretName)) ?? (await secrets.create(secretName, newKey())));
}

/** Makes sure that the school can sign, and gives what others check its bundles with: base64 of the key's SPKI (RFC 8410). */
export async function ensureBundleKey(school: SchoolStore): Promise<{ publicSpki: string }> {
  const spki = createPublicKey(await signingKey(school)).export({ format: 'der', type: 'spki' });
  return { publicSpki: spki.toString('base64') };
}

const newKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
