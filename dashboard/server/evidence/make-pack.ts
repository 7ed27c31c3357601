import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { keyName, manifestName, signatureName, type PackManifest } from '#policies/contracts/evidence-pack.ts';
import { zipPack, type PackFiles } from './zip-pack.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The pack as a ZIP: the files given, the key, instructions, the manifest and its signature. */
export function makePack(about: Omit<PackManifest, 'format' | 'files'>, content: PackFiles, key: KeyObject): Uint8Array {
  const publicKey = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
  const files: PackFiles = { ...content, [keyName]: bytes(publicKey), 'how-to-verify.txt': bytes(instructions) };
  const manifest: PackManifest = {
    format: 1,
    ...about,
    files: Object.entries(files).map(([name, file]) => ({
      name,
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    })),
  };
  const signed = bytes(`${JSON.stringify(manifest, null, 2)}\n`);
  return zipPack({ ...files, [manifestName]: signed, [signatureName]: sign(null, signed, key) });
}

const instructions = `How to check this evidence pack

With Schoolgate, on any computer and without a network:

    schoolgate evidence verify PACK.zip --key FINGERPRINT

The fingerprint is that of the school's key. Ask the school for it by another way than the one by which this pack came
("schoolgate evidence key" prints it): a pack that somebody else made would carry somebody else's key.

Without Schoolgate, with OpenSSL 3 and sha256sum, in the folder into which the pack was unpacked:

 1. The key:        openssl pkey -pubin -in public-key.pem -outform DER | sha256sum
                    must print the fingerprint that the school told you.
 2. The manifest:   openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig
                    must print "Signature Verified Successfully".
 3. The files:      sha256sum *
                    must print, for every file that manifest.json lists, the digest that stands there. There must be no other
                    file besides manifest.json and manifest.sig, and none may be missing.
`;
