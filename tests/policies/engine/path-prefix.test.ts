import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPath, canonicalPath, hasPrefix, pathTest } from '#policies/engine/path-prefix.ts';

test.each([
  ['/games', '/games', true],
  ['/games/', '/games', true],
  ['/games/chess', '/games', true],
  ['/games?x=1', '/games', true],
  ['/gamesroom', '/games', false],
  ['/game', '/games', false],
  ['/games', '/games/', false],
  ['/games/chess', '/games/', true],
  ['/watch?v=abc&t=1', '/watch?v=abc', true],
  ['/watch?v=abcd', '/watch?v=abc', false],
  ['/watch?v=abc', '/watch?v', true],
  ['/anything', '/', true],
])('%s begins with %s: %s', (path, prefix, expected) => {
  expect(hasPrefix(path, prefix)).toBe(expected);
});

test('one page has one spelling, however it is encoded', () => {
  expect(canonicalPath('/%67ames//ch%65ss?a=%41%2f%2F//')).toBe('/games/chess?a=A%2F%2F//');
  expect(canonicalPath('/a%2fb')).toBe('/a%2Fb');
  expect(canonicalPath('/100%')).toBe('/100%25');
  // A server decodes once, so this is the text %61 and not the letter a.
  expect(canonicalPath('/%%361')).toBe('/%2561');
});

test('a spelling is canonical once and for all', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('/', '%', '%', '%', '2', '3', '5', '6', 'f', '?') }), (text) => {
      const path = `/${text}`;
      expect(canonicalPath(canonicalPath(path))).toBe(canonicalPath(path));
    }),
    { numRuns: 1_000 },
  );
});

test('what stops ignores letter case, what opens does not', () => {
  const asked = pathTest('/Games/Chess');
  expect(asked('/games', true)).toBe(true);
  expect(asked('/games', false)).toBe(false);
  expect(asked('/Games', false)).toBe(true);
});

test('where only the host is known, only what holds for the whole host applies', () => {
  expect(pathTest(null)(null, true)).toBe(true);
  expect(pathTest(null)('/', true)).toBe(false);
  expect(anyPath('/x', true)).toBe(true);
});
