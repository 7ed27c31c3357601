import { expect, test } from 'vitest';
import { updateSeldom } from '#extension/background/updates.ts';
import { memoryShelves } from './support/memory-shelves.ts';

test('a new version is put in place at once, a second one not within the hour, and never when it cannot be remembered', async () => {
  const shelves = memoryShelves();
  let starts = 0;
  const start = () => (starts += 1);
  expect(await updateSeldom(shelves.memory, 10_000_000, start)).toBe(true);
  expect(await updateSeldom(shelves.memory, 10_060_000, start)).toBe(false);
  expect(await updateSeldom(shelves.memory, 13_700_000, start)).toBe(true);
  expect(starts).toBe(2);
  shelves.broken = true;
  await expect(updateSeldom(shelves.memory, 99_000_000, start)).rejects.toThrow();
  expect(starts).toBe(2);
});
