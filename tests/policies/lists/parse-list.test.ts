import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readListHeader } from '#policies/lists/list-header.ts';
import { parseDomainList } from '#policies/lists/parse-list.ts';

const meta = { id: 'games', name: 'Games', category: 'games' };

test('a list is one host or one host with a path a line, and keeps its line numbers', () => {
  const text = [
    '# name: Games',
    '',
    'games.test',
    '  Play.Example.ORG.  # with a comment',
    'example.org/games',
    '*.wild.test',
    'https://example.com/a?b=%43',
    'münchen.example',
    '2001:DB8::1',
    '192.0.2.1',
  ].join('\r\n');
  expect(parseDomainList(`\uFEFF${text}`, meta)).toEqual({
    list: {
      ...meta,
      entries: [
        [3, 'games.test'],
        [4, 'play.example.org'],
        [5, 'example.org', '/games'],
        [6, 'wild.test'],
        [7, 'example.com', '/a?b=C'],
        [8, 'xn--mnchen-3ya.example'],
        [9, '2001:db8::1'],
        [10, '192.0.2.1'],
      ],
    },
    problems: [],
  });
});

test('a bad line is told with its number and left out', () => {
  const { list, problems } = parseDomainList(
    [
      'good.test',
      '0.0.0.0 bad.test',
      'bad.test:8080',
      'user@bad.test',
      'a..b',
      '[::1',
      'x'.repeat(3000),
      'bad.test:99999/x',
      'also-good.test',
    ].join('\n'),
    meta,
  );
  expect(list.entries).toEqual([
    [1, 'good.test'],
    [9, 'also-good.test'],
  ]);
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(problems.every(({ problem }) => problem.endsWith('.'))).toBe(true);
});

test('no text stops the reader, and every line is an entry, a problem or empty', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '.', '/', ':', '#', ' ', '\n', '[', ']', '@', '%', '\u0000', 'é', '*') }),
      (text) => {
        const { list, problems } = parseDomainList(text, meta);
        expect(list.entries.length + problems.length).toBeLessThanOrEqual(text.split('\n').length);
        // Only an IPv6 address holds a colon.
        for (const [, host] of list.entries) expect(host).toMatch(/^(?:[^\s/:@#]+|[0-9a-f.]*:[0-9a-f:.]*)$/);
      },
    ),
  );
});

test('a list says in its first comment lines what it is', () => {
  expect(readListHeader('# name: Well-known games\n# category: games\n# name: Not this\ngames.test')).toEqual({
    name: 'Well-known games',
    category: 'games',
  });
  expect(readListHeader('#name:Games\r\n#category:games\r\n')).toEqual({ name: 'Games', category: 'games' });
  expect(readListHeader('# name: Games\ngames.test\n# category: games')).toBeNull();
  expect(readListHeader('')).toBeNull();
});
