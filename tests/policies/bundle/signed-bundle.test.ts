import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBundle, signBundle } from '#policies/bundle/signed-bundle.ts';
import type { SignedBundle } from '#policies/contracts/bundle.ts';
import { bundleOf, listOf } from '#tests/policies/support/judging.ts';

const bundle = bundleOf({ lists: [listOf('games', 'games.test')] });
type Verify = Parameters<typeof openBundle>[2];
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

async function keyPair() {
  const keys = (await webcrypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const sign = async (bytes: Uint8Array) => new Uint8Array(await webcrypto.subtle.sign('Ed25519', keys.privateKey, owned(bytes)));
  const verify: Verify = (bytes, signature) => webcrypto.subtle.verify('Ed25519', keys.publicKey, owned(signature), owned(bytes));
  return { sign, verify };
}

let ours: Awaited<ReturnType<typeof keyPair>>;
let signed: SignedBundle;
beforeAll(async () => {
  ours = await keyPair();
  signed = await signBundle(bundle, ours.sign);
});

const open = (what: SignedBundle, expected = { school: 'greenfield', newerThan: 6 }) => openBundle(what, expected, ours.verify);
/** Text that our key signed, whatever it says. */
const signText = async (text: string, number = 7): Promise<SignedBundle> => ({
  number,
  text,
  signature: Buffer.from(await ours.sign(new TextEncoder().encode(text))).toString('base64'),
});

test('a bundle that was signed opens again', async () => {
  expect(await open(signed)).toEqual({ ok: true, bundle });
});

describe('a bundle is refused', () => {
  test('when somebody else signed it', async () => {
    const strange = await signBundle(bundle, (await keyPair()).sign);
    expect(await open(strange)).toEqual({ ok: false, problem: 'The bundle was not signed by the school’s key.' });
  });
  test('when a single character of its text changed', async () => {
    expect(await open({ ...signed, text: signed.text.replace('"block"', '"allow"') })).toMatchObject({ ok: false });
  });
  test.each(['', 'AAAA', 'not base64!'])('when its signature is %j', async (signature) => {
    expect(await open({ ...signed, signature })).toEqual({ ok: false, problem: 'The bundle’s signature is not an Ed25519 signature.' });
  });
  test('when it is for another school', async () => {
    expect(await open(signed, { school: 'hillside', newerThan: 6 })).toEqual({ ok: false, problem: 'The bundle is for another school.' });
  });
  test.each([7, 8])('when bundle %d is in force already', async (newerThan) => {
    expect(await open(signed, { school: 'greenfield', newerThan })).toEqual({
      ok: false,
      problem: `Bundle 7 is not newer than bundle ${newerThan}, which is in force.`,
    });
  });
  test('when it is sent under a higher number than it has', async () => {
    expect(await open({ ...signed, number: 9 })).toEqual({ ok: false, problem: 'The bundle’s number is not the one it was sent under.' });
  });
  test.each(['', '{', 'null', '[]', '{"format":2}', JSON.stringify({ ...bundle, number: 0 })])('when the key signed %j', async (text) => {
    expect(await open(await signText(text))).toEqual({
      ok: false,
      problem: 'The bundle’s text is not a bundle of a format that this version reads.',
    });
  });
});

test('the signature is checked before the text is read', async () => {
  const seen: string[] = [];
  const text = '{"format":';
  await openBundle({ ...signed, text }, { school: 'greenfield', newerThan: 0 }, async (bytes) => {
    seen.push(new TextDecoder().decode(bytes));
    return false;
  });
  expect(seen).toEqual([text]);
});
