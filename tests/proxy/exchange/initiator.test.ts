// Whose page asked, from `Origin` and `Referer`: what is read the short way must be what a browser's parser reads.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { purposeOf } from '#proxy/exchange/destination.ts';

const initiatorOf = (referer: string): string | null => purposeOf([['Referer', referer]]).initiator;
const parsed = (text: string): string | null => {
  const url = URL.parse(text);
  return url === null || url.origin === 'null' ? null : url.origin;
};

test.each([
  ['https://www.example.org/page?x=1', 'https://www.example.org'],
  ['https://www.example.org', 'https://www.example.org'],
  ['https://www.example.org:8443/', 'https://www.example.org:8443'],
  ['https://www.example.org@evil.example/', 'https://evil.example'],
  ['https://www.example.org\\@evil.example/', 'https://www.example.org'],
  ['https://WWW.Example.ORG/', 'https://www.example.org'],
  ['https://www.example.org./', 'https://www.example.org.'],
  ['https://1.2.3.4/', 'https://1.2.3.4'],
  ['https://a.0x7f/', null],
  ['about:blank', null],
  ['', null],
])('%s comes from %s', (referer, origin) => {
  expect(initiatorOf(referer)).toBe(origin);
});

test('of any address it is the origin that a browser’s parser gives', () => {
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'ftp:',
    'a',
    'xn--',
    'b-c',
    '-',
    '.',
    '.org',
    'com',
    '1',
    '0x1',
    ':80',
    ':443',
    '/',
    '?',
    '#',
    '@',
    '\\',
    '%41',
    'É',
    ' ',
    '\t',
  );
  const text = fc
    .tuple(fc.constantFrom('https://', 'http://', ''), fc.array(piece, { maxLength: 9 }))
    .map(([scheme, rest]) => scheme + rest.join(''));
  fc.assert(
    fc.property(text, (referer) => {
      expect(initiatorOf(referer)).toBe(parsed(referer));
    }),
    { numRuns: 3_000 },
  );
});
