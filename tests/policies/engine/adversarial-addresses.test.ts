// Addresses written by somebody who wants past the judge.
import { expect, test } from 'vitest';
import { lenientPath } from '#policies/engine/path-prefix.ts';
import { searchOf, withSafeSearch } from '#policies/engine/search.ts';
import { ask, judgeOf, listOf, ruleOf, targetOf } from '#tests/policies/support/judging.ts';

const judge = judgeOf({
  lists: [listOf('games', 'games.test', 'mixed.test/games'), listOf('illegal', 'illegal.test', 'mixed.test/illegal')],
  policy: { rules: [ruleOf('games.test/lesson', { id: 'decision:1', layer: 'decision', effect: 'allow' })] },
});
const effectOf = (url: string): string => ask(judge, '8b', url).effect;

test.each([
  'https://games.test/lesson/..%2fplay',
  'https://games.test/lesson/..%5Cplay',
  'https://games.test/lesson/%252e%252e/play',
  'https://games.test/lesson/..;/play',
  'https://games.test/lesson/x/..%2f..%2fplay',
  'https://games.test/lesson%2f..%2fplay',
])('a permission for one page does not open another: %s', (url) => {
  expect(effectOf('https://games.test/lesson/1?page=2')).toBe('allow');
  expect(effectOf(url)).toBe('block');
});

test.each([
  'https://mixed.test/x/..%2fgames',
  'https://mixed.test/x/..%2fGames/1',
  'https://mixed.test/games%2Fplay',
  'https://mixed.test/games;jsessionid=1',
  'https://mixed.test/x;y/..;/games/1',
  'https://mixed.test/%5Cgames',
  'https://mixed.test/%252fillegal',
])('a listed page stays stopped however a server may read its address: %s', (url) => {
  expect(effectOf('https://mixed.test/')).toBe('allow');
  expect(effectOf(url)).toBe('block');
});

test('a page whose own address has encoded slashes can be permitted', () => {
  const wiki = judgeOf({
    lists: [listOf('games', 'games.test')],
    policy: { rules: [ruleOf('games.test/wiki/AC%2FDC', { layer: 'decision', effect: 'allow' })] },
  });
  expect(ask(wiki, '8b', 'https://games.test/wiki/AC%2FDC?x=1').effect).toBe('allow');
  expect(ask(wiki, '8b', 'https://games.test/wiki/AC%2fDC/live').effect).toBe('allow');
  expect(ask(wiki, '8b', 'https://games.test/wiki/other').effect).toBe('block');
});

test('the lenient reading ends where a query begins, and keeps the folder', () => {
  expect(lenientPath('/a/%2e%2e/b;c=d/?x=..%2f;y')).toBe('/b/?x=..%2f;y');
  expect(lenientPath('/..%2f..%2f')).toBe('/');
  expect(lenientPath('/a%3Fb')).toBe('/a%3Fb');
});

test.each([
  'https://proxy.test/?u=https://fine.test/&u=https://games.test/',
  'https://proxy.test/?u=https://games.test/&u=https://fine.test/',
  'https://proxy.test/?u=https://fine.test/&url=https://games.test/',
  'https://proxy.test/?U=https://fine.test/&u=https://games.test/&U=https://fine.test/',
  'https://proxy.test/https://games.test/?url=https://fine.test/',
  'https://translate.google.com/translate?u=fine.test&u=games.test',
  'https://web.archive.org/web/2020/fine.test?url=https://games.test/',
])('a decoy does not hide the address that is carried: %s', (url) => {
  expect(ask(judge, '8b', url)).toMatchObject({ effect: 'block', because: { carried: 'games.test' } });
});

test('many different addresses inside one are judged in no time', () => {
  const names = ['u', 'U', 'url', 'URL', 'Url', 'uRl', 'urL', 'UrL', 'URl', 'uRL'];
  let address = 'https://fine.test/';
  for (let depth = 0; depth < 12; depth++)
    address = `https://p${depth}.test/https://q${depth}.test/?${names.map((name) => `${name}=https://${name}${depth}.test/`).join('&')}&u=${address}`;
  const hostile = [
    address,
    `https://proxy.test/?${'%41a'.repeat(8000)}`,
    `https://proxy.test/${'%25'.repeat(10_000)}`,
    `https://proxy.test/${';/..'.repeat(8000)}`,
  ];
  for (const url of hostile) {
    const started = performance.now();
    ask(judge, '8b', url);
    expect(performance.now() - started, url.slice(0, 60)).toBeLessThan(2_000);
  }
});

test.each([
  'https://www.google.com/search;x?q=how+to+hurt+myself',
  'https://www.google.com/x/..%2fsearch?q=how+to+hurt+myself',
  'https://www.google.com/%252e%252e/search?q=how+to+hurt+myself&safe=off',
])('a search is a search however a server may read its address: %s', (url) => {
  expect(searchOf(targetOf(url))).toEqual({ engine: 'google', term: 'how to hurt myself' });
  expect(withSafeSearch(url)).toMatch(/&safe=active$/);
});
