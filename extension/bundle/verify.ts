// Ed25519 (RFC 8032) through WebCrypto.
import { decodeBase64 } from '#policies/text/base64.ts';

/** Checks signatures against one key, given as base64 SPKI. Says no to everything when the key cannot be read. */
export function createVerifier(spki: string): (bytes: Uint8Array, signature: Uint8Array) => Promise<boolean> {
  const bytesOfKey = decodeBase64(spki);
  const key =
    bytesOfKey === null
      ? Promise.resolve(null)
      : crypto.subtle.importKey('spki', bytesOfKey, { name: 'Ed25519' }, false, ['verify']).catch(() => null);
  return async (bytes, signature) => {
    const known = await key;
    return known !== null && crypto.subtle.verify({ name: 'Ed25519' }, known, new Uint8Array(signature), new Uint8Array(bytes));
  };
}
