// The fuzzer itself: it finds what is planted, says where it is, and shows it again.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { seededRandom } from '#main/demo/random.ts';
import { Campaign } from './campaign.ts';
import { targetFiles, targetIn } from './fuzz-files.ts';
import { mutate } from './mutate.ts';
import { shrink } from './shrink.ts';

const planted = (name: string): Campaign => new Campaign(name, join(import.meta.dirname, 'children', `${name}.ts`));
const forget = (): void => {
  for (const name of ['planted-crash', 'planted-hang'])
    rmSync(join(import.meta.dirname, '../../dist/fuzz', name), { recursive: true, force: true });
};
forget();
afterAll(forget);

test('a fault behind three words is found by what the code knows, made small, and shown again from its file', async () => {
  const found = await planted('planted-crash').run(100, 1, () => undefined, { found: true });
  expect(found.findings).toMatchObject([{ problem: 'crash: RangeError: planted' }]);
  const input = readFileSync(found.findings[0]?.file ?? '');
  expect(input.toString('latin1')).toMatch(/^head.*\{alpha\}.*\0$/s);
  expect(input.length).toBe(25);
  const again = await planted('planted-crash').replay([new Uint8Array(input)]);
  expect(again.findings).toHaveLength(1);
  expect((await planted('planted-crash').replay([new TextEncoder().encode('head')])).findings).toEqual([]);
}, 150_000);

test('an input that never ends is a finding', async () => {
  const { findings } = await planted('planted-hang').run(100, 1, () => undefined, { found: true });
  expect(findings[0]?.problem).toMatch(/^hang: /);
  expect(readFileSync(findings[0]?.file ?? '')[0]).toBe(0x68);
}, 150_000);

test('every file of a target exports one under a name of its own', () => {
  const files = [...targetFiles()];
  expect(files.length).toBeGreaterThan(4);
  for (const [name, file] of files) {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(targetIn(file)?.name).toBe(name);
  }
});

test('every target holds for its own seeds', async () => {
  for (const [name, file] of targetFiles()) {
    const target = targetIn(file);
    for (const seed of target?.seeds ?? []) await expect((async () => target?.once(seed))(), name).resolves.toBeUndefined();
  }
});

test('the same seed makes the same changes, and a change leaves its input alone', () => {
  const input = new TextEncoder().encode('https://example.org/a?b=1');
  const material = { corpus: [input, new Uint8Array(9)], words: [new TextEncoder().encode('word')], longest: 1_000 };
  const changed = (seed: number): string[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 300 }, () => Buffer.from(mutate(input, random, material)).toString('hex'));
  };
  expect(changed(7)).toEqual(changed(7));
  expect(changed(7)).not.toEqual(changed(8));
  expect(Math.max(...changed(7).map((hex) => hex.length / 2))).toBeLessThanOrEqual(1_000);
  expect(new TextDecoder().decode(input)).toBe('https://example.org/a?b=1');
});

test('what breaks is made small without losing what breaks it', async () => {
  const noise = new Uint8Array(3_000).fill(65);
  noise.set([1, 2, 3], 1_500);
  const small = await shrink(noise, async (bytes) => bytes.includes(1) && bytes.includes(3));
  expect([...small]).toEqual([1, 3]);
});
