// A bundle on its way from the school's server to whoever enforces it: the exact text, signed. The key never comes here.
import { bundleSchema, type Bundle, type SignedBundle } from '../contracts/bundle.ts';
import { decodeBase64, encodeBase64 } from '../text/base64.ts';

/** Ed25519 (RFC 8032 §5.1.6): 64 bytes. */
const signatureLength = 64;

export async function signBundle(bundle: Bundle, sign: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<SignedBundle> {
  const text = JSON.stringify(bundle);
  return { number: bundle.number, text, signature: encodeBase64(await sign(new TextEncoder().encode(text))) };
}

/**
 * The bundle, if the school's key signed it, it is for this school and it is newer than the one that is held: an old
 * policy, played back, must not undo a new one. The signature is checked before the text is read.
 */
export async function openBundle(
  signed: SignedBundle,
  expect: { readonly school: string; readonly newerThan: number },
  verify: (bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>,
): Promise<{ ok: true; bundle: Bundle } | { ok: false; problem: string }> {
  const signature = decodeBase64(signed.signature);
  if (signature === null || signature.length !== signatureLength) return refused('The bundle’s signature is not an Ed25519 signature.');
  if (!(await verify(new TextEncoder().encode(signed.text), signature))) return refused('The bundle was not signed by the school’s key.');
  const bundle = bundleSchema.safeParse(parsed(signed.text));
  if (!bundle.success) return refused('The bundle’s text is not a bundle of a format that this version reads.');
  const { school, number } = bundle.data;
  if (school !== expect.school) return refused('The bundle is for another school.');
  if (number !== signed.number) return refused('The bundle’s number is not the one it was sent under.');
  if (number <= expect.newerThan) return refused(`Bundle ${number} is not newer than bundle ${expect.newerThan}, which is in force.`);
  return { ok: true, bundle: bundle.data };
}

const refused = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
