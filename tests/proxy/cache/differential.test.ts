// Our whole proxy and http-mitm-proxy, one after the other, on the plain cases that http-mitm-proxy gets right.
import { expect, test } from 'vitest';
import { compareProxies } from '../../conformance/differential.ts';

test('clients get and origins are asked the same through our proxy as through http-mitm-proxy, but for the documented differences', async () => {
  const compared = await compareProxies();
  expect(compared.length).toBeGreaterThanOrEqual(50);
  expect(compared.filter(({ differences }) => differences.length > 0)).toEqual([]);
}, 60_000);
