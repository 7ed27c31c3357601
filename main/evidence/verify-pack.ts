// Checks an evidence pack without a network, a store or any trust in who sent it.
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { zipPack, type PackFiles } from '#dashboard/server/evidence/zip-pack.ts';
import { keyName, manifestName, packManifestSchema, signatureName, type PackManifest } from '#policies/contracts/evidence-pack.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { readPack } from './read-pack.ts';

export interface VerifiedPack {
  readonly manifest: PackManifest;
  /** Lower-case hex SHA-256 of the key's SPKI. */
  readonly fingerprint: string;
}

/** @param expected fingerprint of the school's key, told by another way; null when nobody has it */
export function verifyPack(zip: Uint8Array, expected: string | null): Outcome<VerifiedPack> {
  const read = readPack(zip);
  if (!read.ok) return read;
  const files = read.value;
  const { [manifestName]: text, [signatureName]: signature, [keyName]: pem } = files;
  for (const name of [manifestName, signatureName, keyName]) if (!files[name]) return failed(`${name} is missing from the pack.`);
  if (!text || !signature || !pem) return failed('The pack is not whole.');
  const manifest = manifestIn(text);
  const key = keyIn(pem);
  if (!key || (manifest && listed(manifest, keyName) !== sha256(pem)))
    return failed(`${keyName} is not the one that the pack was made with.`);
  const fingerprint = fingerprintOf(key);
  if (expected !== null && expected.toLowerCase() !== fingerprint)
    return failed(`${keyName} is another key than the school’s: its fingerprint is ${fingerprint}.`);
  if (!verify(null, text, key, signature))
    return failed(`${manifestName} does not fit its signature in ${signatureName}: one of the two was changed.`);
  if (!manifest) return failed(`${manifestName} is of a format that this version does not read.`);
  const problem = firstProblem(manifest, files);
  if (problem !== null) return failed(problem);
  if (!Buffer.from(zipPack(files)).equals(zip)) return failed('All files are whole, but something between them in the ZIP was changed.');
  return done({ manifest, fingerprint });
}

/** Lower-case hex SHA-256 of a public key's SPKI (RFC 8410). */
export const fingerprintOf = (key: KeyObject): string => sha256(key.export({ format: 'der', type: 'spki' }));

function firstProblem({ files: listedFiles }: PackManifest, files: PackFiles): string | null {
  for (const { name, sha256: digest } of listedFiles) {
    const file = files[name];
    if (!file) return `${name} is missing from the pack.`;
    if (sha256(file) !== digest) return `${name} was changed after the pack was made.`;
  }
  const known = new Set([manifestName, signatureName, ...listedFiles.map(({ name }) => name)]);
  const added = Object.keys(files).find((name) => !known.has(name));
  return added === undefined ? null : `${added} was added to the pack.`;
}

const listed = (manifest: PackManifest, name: string): string | undefined => manifest.files.find((file) => file.name === name)?.sha256;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function manifestIn(text: Uint8Array): PackManifest | null {
  try {
    return packManifestSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))).data ?? null;
  } catch {
    return null;
  }
}

function keyIn(pem: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey(Buffer.from(pem));
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
