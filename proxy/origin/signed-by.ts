import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Signature algorithms by their identifier, with their hash; those with SHA-1 or MD5 prove nothing any more. */
const hashes: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.11': 'sha256', // RSA
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256', // ECDSA
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null, // Ed25519
};

export interface Signature {
  /** Object identifier, dotted. */
  readonly algorithm: string;
  readonly bytes: Buffer;
}

/** Whether a key signed these bytes. `false` for algorithms that are not known or not trusted. */
export function isSignedBy(signed: Buffer, { algorithm, bytes }: Signature, key: KeyObject): boolean {
  const hash = hashes[algorithm];
  return hash !== undefined && verify(hash, signed, key, bytes);
}
