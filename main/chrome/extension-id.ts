import { createHash, type KeyObject } from 'node:crypto';

/** The id that Chrome gives an extension signed with this key: the first 128 bits of the SHA-256 of its SPKI, digits a to p. */
export function extensionId(publicKey: KeyObject): string {
  const hash = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return hash.slice(0, 32).replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)));
}
