import { expect, test } from 'vitest';
import { createFloorRetry } from '#extension/enforce/floor-retry.ts';
import { createJudgement } from '#extension/enforce/judgement.ts';
import type { SeenNavigation } from '#extension/chrome/navigation-port.ts';
import { now, settledStanding } from './support/school.ts';

const stopped: SeenNavigation = { tabId: 7, frameId: 0, url: 'https://education.test/', error: 'net::ERR_BLOCKED_BY_CLIENT' };

async function retrying() {
  const shown: string[] = [];
  const standing = await settledStanding();
  const ask = createJudgement({ standing, serverOrigins: () => ['https://schoolgate.greenfield.test'], clock: () => now });
  const tabs = { show: async (tab: number, url: string) => void shown.push(`${tab} ${url}`) };
  const rules = Promise.withResolvers<void>();
  const seen = createFloorRetry({ ready: Promise.resolve(), rightRules: () => rules.promise, ask, tabs });
  return { seen, shown, rules };
}

test('a page that yesterday’s rules stopped is opened as soon as today’s are there, and once only', async () => {
  const { seen, shown, rules } = await retrying();
  const first = seen('failed', stopped);
  await Promise.resolve();
  expect(shown).toEqual([]);
  rules.resolve();
  await first;
  await seen('failed', stopped);
  expect(shown).toEqual(['7 https://education.test/']);
});

test('what the judge stops, what failed otherwise, a frame, and a step that is no failure are left alone', async () => {
  const { seen, shown, rules } = await retrying();
  rules.resolve();
  await seen('failed', { ...stopped, url: 'https://games.test/' });
  await seen('failed', { ...stopped, error: 'net::ERR_NAME_NOT_RESOLVED' });
  await seen('failed', { ...stopped, frameId: 3 });
  await seen('committed', stopped);
  expect(shown).toEqual([]);
});
