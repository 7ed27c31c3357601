import { expect, test } from 'vitest';
import type { Sighting } from '#store/school-store.ts';
import { createSightings } from '#store/sightings.ts';

test('sightings of a moment are written together, the latest of each device, and what the store did not take goes with the next', async () => {
  const written: [Sighting, [string, number][]][] = [];
  const problems: unknown[] = [];
  let works = false;
  const devices = {
    async seen(by: Sighting, seen: ReadonlyMap<string, number>): Promise<void> {
      if (!works) throw new Error('The disk is full.');
      written.push([by, [...seen]]);
    },
  };
  const sightings = createSightings('heard', (problem) => problems.push(problem));
  sightings.seen(devices, 'one', 20);
  sightings.seen(devices, 'two', 5);
  sightings.seen(devices, 'one', 10);
  await sightings.close();
  await sightings.close();
  // The log is told once, not every two seconds.
  expect([written, problems.length]).toEqual([[], 1]);
  works = true;
  sightings.seen(devices, 'two', 30);
  await sightings.close();
  expect(written).toEqual([
    [
      'heard',
      [
        ['one', 20],
        ['two', 30],
      ],
    ],
  ]);
  await sightings.close();
  expect(written).toHaveLength(1);
});
