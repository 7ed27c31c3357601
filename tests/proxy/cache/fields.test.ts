// Reading what origins write: dates, directives, lists, ranges; whatever the bytes, never a throw and never more than was said.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseByteRange } from '#proxy/cache/byte-range.ts';
import { parseDirectives } from '#proxy/cache/cache-control.ts';
import { readCacheStatus, withCacheKey, withCacheStatus } from '#proxy/cache/cache-status.ts';
import { freshnessOf } from '#proxy/cache/freshness.ts';
import { listElements } from '#proxy/cache/header-fields.ts';
import { parseHttpDate } from '#proxy/cache/http-date.ts';
import { decodeRecord, encodeRecord } from '#proxy/cache/stored-response.ts';
import type { Header } from '#proxy/exchange/exchange.ts';

const now = Date.UTC(2026, 10, 23, 9);

describe('dates', () => {
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Sun Nov  6 08:49:37 1994', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Thursday, 18-Aug-50 02:01:18 GMT', Date.UTC(2050, 7, 18, 2, 1, 18)],
    ['THU, 18 AUG 2050 02:01:18 gmt', Date.UTC(2050, 7, 18, 2, 1, 18)],
  ])('%s', (text, at) => expect(parseHttpDate(text, now)).toBe(at));

  test.each([
    '0',
    '-1',
    '',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 94 08:49:37 GMT',
    'Sun 06 Nov 1994 08:49:37 GMT',
    'Sun, 31 Feb 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 8:49:37 GMT',
  ])('%s is no date', (text) => expect(parseHttpDate(text, now)).toBeNull());

  test('every moment survives being written and read', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800 }),
        (second) => parseHttpDate(new Date(second * 1000).toUTCString(), now) === second * 1000,
      ),
    );
  });
});

describe('directives', () => {
  test.each([
    ['max-age=60', 60],
    ['MAX-AGE="60"', 60],
    ['max-age=003600', 3600],
    ['max-age=99999999999', 2_147_483_648],
    ["max-age='60'", 0],
    ['max-age=-60', 0],
    ['max-age', 0],
    ['max-age=60, max-age=1', 60],
    ['x="max-age=60", max-age=1', 1],
    ['max-age =60', null],
    ['', null],
  ])('%s means %s seconds', (value, seconds) => expect(parseDirectives(value).seconds('max-age')).toBe(seconds));

  test('no bytes make a forbidding directive vanish that stands by itself in the list', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => text.replaceAll(/[\r\n\0]/g, '')),
        fc.constantFrom('no-store', 'private'),
        (other, directive) => {
          const value = `${directive}, ${other}`;
          expect(parseDirectives(value).has(directive)).toBe(true);
          expect(parseDirectives(`x="${other.replaceAll(/["\\]/g, '')}, ${directive}`).has(directive)).toBe(true);
        },
      ),
    );
  });

  test('commas in quotes do not separate', () => expect(listElements('a, "b,c" , ,d="e\\",f"')).toEqual(['a', '"b,c"', 'd="e\\",f"']));
});

test('a byte range always lies within the body', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => `bytes=${from}-${to}`),
      ),
      fc.integer({ min: 1, max: 1000 }),
      (value, length) => {
        const range = parseByteRange(value, length);
        if (range !== null && range !== 'unsatisfiable') expect(0 <= range.from && range.from <= range.to && range.to < length).toBe(true);
      },
    ),
  );
});

const received = (headers: Header[], status = 200) =>
  freshnessOf({ url: 'https://a.test/', request: [], status, headers, requestTime: now, responseTime: now });

describe('lifetimes', () => {
  test.each([
    [[['Cache-Control', 'max-age=60, s-maxage=90']], 90],
    [
      [
        ['Expires', 'Mon, 23 Nov 2026 10:00:00 GMT'],
        ['Date', 'Mon, 23 Nov 2026 09:00:00 GMT'],
      ],
      3600,
    ],
    [[['Expires', '0']], 0],
    [
      [
        ['Cache-Control', 'max-age=60'],
        ['Expires', '0'],
      ],
      60,
    ],
    [[['Last-Modified', 'Mon, 23 Nov 2026 08:00:00 GMT']], 360],
    [[['Last-Modified', 'Mon, 23 Nov 1998 08:00:00 GMT']], 86_400],
    [[], 0],
  ] satisfies [Header[], number][])('%j: %d seconds', (headers, lifetime) => expect(received(headers)?.lifetime).toBe(lifetime));

  test('any final status may be kept that says how long; without that only those that HTTP names', () => {
    expect(received([['Cache-Control', 'max-age=60']], 599)?.lifetime).toBe(60);
    expect(received([['Last-Modified', 'Mon, 23 Nov 2026 08:00:00 GMT']], 403)).toBeNull();
    expect(received([['Cache-Control', 'max-age=60']], 206)).toBeNull();
  });
});

test('a record comes back as it was written, and any changed byte makes it none', () => {
  const record = {
    response: {
      id: 'a'.repeat(64),
      url: 'https://a.test/',
      variant: '',
      status: 200,
      statusText: 'OK',
      headers: [['ETag', '"é"']] as const,
      selecting: [['accept', null]] as const,
      freshness: { lifetime: 60, initialAge: 0, staleWhileRevalidate: 0, staleIfError: 0, neverStale: false },
      responseTime: now,
      bodyless: false,
      originMs: 40,
      part: null,
    },
    digest: 'b'.repeat(64),
    length: 3,
    checksums: [1],
  };
  const bytes = encodeRecord(record);
  expect(decodeRecord(bytes)).toMatchObject(record);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ change;
      return decodeRecord(damaged) === null;
    }),
  );
});

test('Cache-Status is read as it was written, and only ours counts', () => {
  const response = { status: 200, headers: [['Cache-Status', 'elsewhere; hit']] as const, body: null };
  expect(readCacheStatus(response.headers)).toBeNull();
  const told = withCacheKey(withCacheStatus(response, { fwd: 'uri-miss', stored: true }), 'https://a.test/?q="hit; stored"');
  expect(readCacheStatus(told.headers)).toEqual({ stored: true, hit: false, detail: null, key: 'https://a.test/?q="hit; stored"' });
});
