import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatTarget, parseTarget, targetOfAuthority } from '#policies/engine/target.ts';

describe('an address becomes a target', () => {
  test.each([
    ['https://Example.ORG/a?b=1#c', { scheme: 'https', host: 'example.org', port: 443, path: '/a?b=1' }],
    ['http://example.org', { scheme: 'http', host: 'example.org', port: 80, path: '/' }],
    ['wss://example.org:8443/socket', { scheme: 'wss', host: 'example.org', port: 8443, path: '/socket' }],
    ['https://user:secret@example.org/', { scheme: 'https', host: 'example.org', port: 443, path: '/' }],
    ['https://example.org./x', { scheme: 'https', host: 'example.org', port: 443, path: '/x' }],
    ['https://münchen.example/', { scheme: 'https', host: 'xn--mnchen-3ya.example', port: 443, path: '/' }],
    ['https://ｅｘａｍｐｌｅ。org/', { scheme: 'https', host: 'example.org', port: 443, path: '/' }],
    ['https://ex%61mple.org/', { scheme: 'https', host: 'example.org', port: 443, path: '/' }],
    ['http://0x7f.1/', { scheme: 'http', host: '127.0.0.1', port: 80, path: '/' }],
    ['http://2130706433/', { scheme: 'http', host: '127.0.0.1', port: 80, path: '/' }],
    ['http://0177.0.0.01./', { scheme: 'http', host: '127.0.0.1', port: 80, path: '/' }],
    ['https://[2001:DB8::1]:8443/', { scheme: 'https', host: '2001:db8::1', port: 8443, path: '/' }],
    ['https://[::ffff:192.0.2.1]/', { scheme: 'https', host: '192.0.2.1', port: 443, path: '/' }],
    ['https://example.org/a/../b/%2e%2e/c', { scheme: 'https', host: 'example.org', port: 443, path: '/c' }],
    ['https:\\\\example.org\\games', { scheme: 'https', host: 'example.org', port: 443, path: '/games' }],
  ])('%s', (url, target) => {
    expect(parseTarget(url)).toEqual(target);
  });

  test.each([
    '',
    'example.org',
    'ftp://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:blank',
    'https://',
    'https://a..b/',
    'https://./',
    'https://example.org:0/',
    'https://example.org:99999/',
    'https://[::1/',
    `https://${'a.'.repeat(130)}org/`,
    'constructor://x/',
  ])('what is no web address is no target: %s', (url) => {
    expect(parseTarget(url)).toBeNull();
  });

  test('anything at all is a target or null, and a target has a host in canonical spelling', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl(),
          fc.string().map((text) => `https://${text}`),
        ),
        (url) => {
          const target = parseTarget(url);
          if (target === null) return;
          expect(target.host).toBe(target.host.toLowerCase());
          expect(target.host).not.toMatch(/[\s/?#@\\[\]%]|\.$|^$/);
          expect(parseTarget(formatTarget(target))).toEqual(target);
        },
      ),
    );
  });
});

describe('an authority becomes a target without a path', () => {
  test.each([
    ['example.org:443', 'https', { scheme: 'https', host: 'example.org', port: 443, path: null }],
    ['EXAMPLE.org.:8443', 'https', { scheme: 'https', host: 'example.org', port: 8443, path: null }],
    ['example.org', 'http', { scheme: 'http', host: 'example.org', port: 80, path: null }],
    ['[2001:db8::1]:443', 'https', { scheme: 'https', host: '2001:db8::1', port: 443, path: null }],
  ] as const)('%s', (authority, scheme, target) => {
    expect(targetOfAuthority(authority, scheme)).toEqual(target);
  });

  test.each([
    '',
    ':443',
    'example.org/path',
    'user@example.org:443',
    'example.org:443\r\nHost: x',
    'exa mple.org:443',
    'example.org\t:443',
    'example.org:x',
    'a\\b:1',
    'example.org?x',
    '2001:db8::1:443',
  ])('what is no authority is no target: %j', (authority) => {
    expect(targetOfAuthority(authority)).toBeNull();
  });
});

test('a target is written as people write it', () => {
  const written = (url: string) => formatTarget(parseTarget(url) ?? { scheme: 'http', host: 'none', port: 1, path: null });
  expect(written('https://example.org:443/a?b')).toBe('https://example.org/a?b');
  expect(written('http://example.org:8080/')).toBe('http://example.org:8080/');
  expect(written('https://[2001:db8::1]/')).toBe('https://[2001:db8::1]/');
  expect(formatTarget({ scheme: 'https', host: 'example.org', port: 443, path: null })).toBe('https://example.org');
});
