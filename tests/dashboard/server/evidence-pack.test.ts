import { generateKeyPairSync } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { makePack } from '#dashboard/server/evidence/make-pack.ts';
import { zipPack } from '#dashboard/server/evidence/zip-pack.ts';
import { readPack } from '#main/evidence/read-pack.ts';
import { fingerprintOf, verifyPack } from '#main/evidence/verify-pack.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const about = { school: { id: 'a', name: 'A' }, incident: 'i1', madeAt: 1, madeBy: 'Head', reason: 'For the police', chain: null };
const text = (words: string) => new TextEncoder().encode(words);
const pack = makePack(about, { 'incident.json': text('{"title":"Games"}') }, privateKey);
const problemOf = (zip: Uint8Array, key: string | null = null): string => {
  const verified = verifyPack(zip, key);
  return verified.ok ? '' : verified.problem;
};
const filesOf = (zip: Uint8Array) => {
  const read = readPack(zip);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
};

describe('a pack', () => {
  test('as it was made is verified, with the school’s key and without', () => {
    expect(verifyPack(pack, null)).toMatchObject({ ok: true, value: { manifest: { incident: 'i1' } } });
    expect(problemOf(pack, fingerprintOf(publicKey).toUpperCase())).toBe('');
  });

  test.each(Object.keys(filesOf(pack)))('with one byte of %s changed is refused, and the file is named', (name) => {
    const files = filesOf(pack);
    const changed = Uint8Array.from(files[name] ?? []);
    changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
    expect(problemOf(zipPack({ ...files, [name]: changed }))).toContain(name);
  });

  test('is refused with any single byte of the ZIP changed', () => {
    for (let at = 0; at < pack.length; at += 1) {
      const changed = Uint8Array.from(pack);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyPack(changed, null).ok, `byte ${at}`).toBe(false);
    }
    expect(problemOf(pack.subarray(0, -1))).not.toBe('');
    expect(problemOf(Buffer.concat([pack, text('x')]))).not.toBe('');
  });

  test('with a file less or more is refused by its name', () => {
    const { 'incident.json': _, ...less } = filesOf(pack);
    expect(problemOf(zipPack(less))).toBe('incident.json is missing from the pack.');
    expect(problemOf(zipPack({ ...filesOf(pack), 'more.txt': text('x') }))).toBe('more.txt was added to the pack.');
  });

  test('of another key is refused when the school’s is known', () => {
    const forged = makePack(about, {}, generateKeyPairSync('ed25519').privateKey);
    expect(problemOf(forged, fingerprintOf(publicKey))).toContain('another key than the school’s');
  });

  test.each([
    ['a folder above', { '../evil.sh': text('x') }, 'a name that no pack has'],
    ['what would swell', { 'bomb.txt': new Uint8Array(1_000_000) }, 'packed as no pack has it'],
  ])('with %s is refused unread', (_name, files, problem) => {
    expect(problemOf(zipSync(files))).toContain(problem);
  });
});
