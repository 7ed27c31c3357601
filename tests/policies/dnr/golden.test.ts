// The golden corpus on the floor, by our own reading of Chrome’s rules; tests/browser/extension-floor.test.ts asks Chrome.
import { expect, test } from 'vitest';
import { chromeMatching } from './chrome-matching.ts';
import { compare, goldenFloors, type Agreement } from './golden-floors.ts';

test('every case of the golden corpus is as the judge has it, or the floor says why it is let through', async ({ annotate }) => {
  const agreement: Agreement = { alike: 0, listed: {}, wrong: [] };
  for (const { floorWithout, cases } of goldenFloors()) {
    const floor = floorWithout(new Set());
    const chrome = chromeMatching(floor.rules);
    for (const one of cases) compare(agreement, floor, one, chrome.outcome(one.url) === 'block');
  }
  await annotate(JSON.stringify(agreement));
  expect(agreement.wrong).toEqual([]);
  expect(agreement.alike).toBeGreaterThan(550);
});
