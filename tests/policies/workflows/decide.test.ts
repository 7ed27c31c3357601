import { expect, test } from 'vitest';
import { permissionRule, withOwnParts } from '#policies/workflows/decide.ts';
import { judgeOf, listOf, requestOf, targetOf, thursday } from '#tests/policies/support/judging.ts';

const permitted = (url: string, wholeSite = false) =>
  withOwnParts(
    permissionRule({
      request: 'r1',
      by: 'lewis',
      target: targetOf(url),
      wholeSite,
      audience: '8b',
      from: thursday,
      until: thursday + 3_600_000,
      reason: 'Fits',
    }),
  );

test('a page that is opened comes with what it is made of, which nobody can go to', () => {
  const rules = permitted('https://games.test/chess/today');
  const judge = judgeOf({ policy: { rules }, lists: [listOf('games', 'games.test')] });
  const effect = (destination: 'style' | 'document', initiator: string | null, url = 'https://games.test/styles/site.css') =>
    judge.judge(requestOf('8b', url, { destination, initiator })).effect;
  expect(effect('document', null, 'https://games.test/chess/today')).toBe('allow');
  expect(effect('style', 'https://games.test')).toBe('allow');
  expect(effect('style', 'https://other.test')).toBe('block');
  expect(effect('document', 'https://games.test')).toBe('block');
  expect(effect('document', null, 'https://games.test/chess')).toBe('block');
});

test('where the whole site is opened, or one video, there is nothing to add', () => {
  expect(permitted('https://games.test/chess', true)).toHaveLength(1);
  expect(permitted('https://games.test/')).toHaveLength(1);
  expect(permitted('https://www.youtube.com/watch?v=dQw4w9WgXcQ')).toHaveLength(1);
});
