import { expect, test } from 'vitest';
import { createStanding } from '#extension/identity/standing.ts';
import { memoryShelves } from './support/memory-shelves.ts';
import { openSchool } from './support/school.ts';

const school = openSchool();
const joined = async () => {
  const shelves = memoryShelves();
  const standing = createStanding(shelves.memory, () => undefined);
  await standing.ready;
  await standing.join(school.membership);
  return { shelves, standing };
};

test('what was taken is there again after a restart, without the server', async () => {
  const { shelves, standing } = await joined();
  expect(await standing.take(await school.bundle(3))).toBe(true);
  const again = createStanding(shelves.memory, () => undefined);
  expect(again.isLoaded()).toBe(false);
  await again.ready;
  expect(again.enforcing()?.judge.bundle).toBe(3);
  expect(again.membership()?.device).toBe(school.enrolled.device);
});

test('an older policy played back, and the same one again, are refused', async () => {
  const { standing } = await joined();
  await standing.take(await school.bundle(3));
  for (const number of [1, 3]) expect(await standing.take(await school.bundle(number))).toBe(false);
  expect(standing.enforcing()?.judge.bundle).toBe(3);
});

test('a policy that another key signed, that was changed on the way, or that is another school’s is refused', async () => {
  const { standing } = await joined();
  const signed = await school.bundle(2);
  expect(await standing.take(await openSchool().bundle(2))).toBe(false);
  expect(await standing.take({ ...signed, text: signed.text.replace('"block"', '"allow"') })).toBe(false);
  expect(await standing.take({ ...signed, number: 9 })).toBe(false);
  expect(standing.enforcing()).toBeNull();
});

test('a policy on disk that somebody changed is not used after a restart', async () => {
  const { shelves, standing } = await joined();
  const signed = await school.bundle(2);
  await standing.take(signed);
  shelves.kept.set('bundle', { ...signed, text: signed.text.replace('"block"', '"allow"') });
  const again = createStanding(shelves.memory, () => undefined);
  await again.ready;
  expect(again.enforcing()).toBeNull();
});

test('a browser that moves to another school drops the policy of the old one at once', async () => {
  const { standing } = await joined();
  await standing.take(await school.bundle(2));
  const other = openSchool('hillside');
  await standing.join(other.membership);
  expect(standing.enforcing()).toBeNull();
  expect(await standing.take(await other.bundle(1))).toBe(true);
});

test('a pupil who moves to another class is judged as that class from then on', async () => {
  const { standing } = await joined();
  await standing.take(await school.bundle(2));
  await standing.reassign({ id: 'mia', groups: ['year-12'] });
  const enforcing = standing.enforcing();
  expect(enforcing?.judge.phaseOf(enforcing.membership.subject)).toBe('sixth-form');
});

test('a disk that cannot be read leaves the browser without a policy, and says it is ready to say so', async () => {
  const shelves = memoryShelves();
  shelves.broken = true;
  const standing = createStanding(shelves.memory, () => undefined);
  await standing.ready;
  expect([standing.isLoaded(), standing.enforcing()]).toEqual([true, null]);
});

test('a policy that cannot be kept is in force all the same', async () => {
  const { shelves, standing } = await joined();
  shelves.broken = true;
  expect(await standing.take(await school.bundle(2))).toBe(true);
  expect(standing.enforcing()?.judge.bundle).toBe(2);
});
