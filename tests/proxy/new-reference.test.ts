import { expect, test } from 'vitest';
import { referenceSchema } from '#policies/contracts/access-event.ts';
import { newReference } from '#proxy/exchange/new-reference.ts';

test('references are well formed and none comes twice, also across refills of the pool', () => {
  const drawn = Array.from({ length: 5_000 }, newReference);
  expect(new Set(drawn).size).toBe(5_000);
  for (const one of drawn) expect(referenceSchema.safeParse(one).success).toBe(true);
});
