// The edges of how addresses are read: each case is one that a change of the code got away with.
import { describe, expect, test } from 'vitest';
import { carriedTargets } from '#policies/engine/carried-address.ts';
import { lenientPath, pathTest } from '#policies/engine/path-prefix.ts';
import { formatTarget, parseTarget, targetOfAuthority } from '#policies/engine/target.ts';
import { targetOf } from '#tests/policies/support/judging.ts';

const carried = (url: string): string[] => carriedTargets(targetOf(url)).map(formatTarget);

describe('what an address carries', () => {
  test.each([
    ['http://12ft.io/games.example/play', ['https://games.example/play']],
    ['https://cdn.ampproject.org/c/games.example/x', ['https://games.example/x']],
    ['https://proxy.example/http://games.example/', ['http://games.example/']],
    ['https://proxy.example/?http://games.example/', ['http://games.example/']],
    ['https://proxy.example/?u=http%253A%252F%252Fgames.example%252Fa', ['http://games.example/a']],
    ['https://webcache.googleusercontent.com/search?q=cache:games.example/play', ['https://games.example/play']],
    // Only the beginning says how the rest is written.
    ['https://webcache.googleusercontent.com/search?q=http://games.example/cache:abc:x', ['http://games.example/cache:abc:x']],
    [
      'https://translate.google.com/translate?u=http://games.example/https%253A%252F%252Fb.example',
      ['http://games.example/https%3A%2F%2Fb.example'],
    ],
  ])('%s', (url, inner) => {
    expect(carried(url)).toContain(inner[0]);
  });

  test.each([
    'https://translate.goog/wiki',
    'https://a.b.translate.goog/wiki',
    // Shops and links back name other sites all the time; without a scheme it is no address.
    'https://shop.example/?u=games.example%2Fx',
    'https://shop.example/?games.example%2Fx',
    'https://shop.example/page?back=/https://games.example/',
    'https://shop.example/?back=/https://games.example/',
    'https://shop.example/a&u=https://games.example/',
    'https://translate.google.com/translate?u=/games.example/x',
  ])('nothing: %s', (url) => {
    expect(carried(url)).toEqual([]);
  });

  test('base64 that a query has turned a plus sign of into a space', () => {
    const encoded = Buffer.from('https://games.example/a?b=>>>~').toString('base64');
    expect(encoded).toContain('+');
    expect(carried(`https://proxy.example/?u=${encoded}`)).toContain('https://games.example/a?b=%3E%3E%3E~');
  });

  test('at CONNECT there is a host and no page, inside as outside', () => {
    const at = (authority: string): unknown => carriedTargets(targetOfAuthority(authority) ?? targetOf(''));
    expect(at('de-games-example.translate.goog:443')).toEqual([{ scheme: 'https', host: 'de.games.example', port: 443, path: null }]);
    expect(at('web.archive.org:443')).toEqual([]);
    expect(at('games.example:443')).toEqual([]);
  });
});

describe('a path as the most lenient server reads it', () => {
  test.each([
    ['/games/a/%252e', '/games/a/'],
    ['/games/a/%252e%252e', '/games/'],
    ['/a/%2e/b', '/a/b'],
    // Nobody decodes four times.
    ['/a%25252eb', '/a.b'],
    ['/a%2525252eb', '/a%2eb'],
    // A question or number sign that is written so is a letter of the path.
    ['/a%23b', '/a%23b'],
    ['/a%3fb', '/a%3fb'],
  ])('%s is %s', (path, read) => {
    expect(lenientPath(path)).toBe(read);
  });

  test('what is stopped by its letters as sent is stopped in any letter case, wherever else it may lead', () => {
    expect(pathTest('/Games/..%2fmaths')('/games/', true)).toBe(true);
    expect(pathTest('/Games/..%2fmaths')('/maths', true)).toBe(true);
    expect(pathTest('/Games/..%2fmaths')('/maths', false)).toBe(false);
  });
});

describe('a host', () => {
  test('is one of 253 characters and none of 254', () => {
    const longest = `${'a.'.repeat(125)}org`;
    expect(longest).toHaveLength(253);
    expect(parseTarget(`https://${longest}/`)?.host).toBe(longest);
    expect(parseTarget(`https://a${longest}/`)).toBeNull();
  });

  test.each(['https://.example.org/', 'https://example.org../', 'https://example..org/'])('has no empty label: %s', (url) => {
    expect(parseTarget(url)).toBeNull();
  });

  test('is an IPv4 one only where the whole address is mapped', () => {
    expect(parseTarget('https://[::ffff:c000:201]/')?.host).toBe('192.0.2.1');
    expect(parseTarget('https://[2001:db8::ffff:c000:201]/')?.host).toBe('2001:db8::ffff:c000:201');
    expect(parseTarget('https://[::ffff:c000:201:5]/')?.host).toBe('::ffff:c000:201:5');
  });

  test('of an authority without a scheme is asked for over TLS', () => {
    expect(targetOfAuthority('example.org')).toEqual({ scheme: 'https', host: 'example.org', port: 443, path: null });
  });
});
