import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMoment, writeMoment } from '#main/policy/moment-text.ts';

const zone = 'Europe/London';
const iso = (text: string): string | null => {
  const at = readMoment(text, zone);
  return at === null ? null : new Date(at).toISOString();
};

test('a moment is told in the school’s own time, in winter and in summer', () => {
  expect([iso('2026-11-05 12:05'), iso('2026-06-05T12:05')]).toEqual(['2026-11-05T12:05:00.000Z', '2026-06-05T11:05:00.000Z']);
});

test('or with its zone', () => {
  expect([iso('2026-11-05T12:05:00Z'), iso('2026-11-05T12:05+01:00')]).toEqual(['2026-11-05T12:05:00.000Z', '2026-11-05T11:05:00.000Z']);
});

test('a time that comes twice is written with its zone the second time', () => {
  const [first, second] = [Date.parse('2026-10-25T00:30:00Z'), Date.parse('2026-10-25T01:30:00Z')];
  expect([writeMoment(first, zone), writeMoment(second, zone)]).toEqual(['2026-10-25 01:30', '2026-10-25T01:30:00.000Z']);
});

test('what is no moment is none', () => {
  for (const text of [
    '',
    '2026-11-05',
    '12:05',
    '2026-02-30 10:00',
    '2026-11-05 24:00',
    '5 Nov 2026',
    '2026-13-01T00:00:00Z',
    '2026-11-05 9:00',
  ])
    expect([text, readMoment(text, zone)]).toEqual([text, null]);
  expect(readMoment('2026-11-05 12:05', 'Mars/Olympus')).toBeNull();
});

test('every moment that is written is read as itself', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.integer(),
        // JSON and YAML write minus zero as zero.
        fc.double({ noNaN: true }).filter((at) => !Object.is(at, -0)),
        fc.integer({ min: 0, max: 2 ** 26 }).map((minutes) => minutes * 60_000),
      ),
      fc.constantFrom('Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Monrovia', 'Nowhere/AtAll'),
      (at, timeZone) => {
        const written = writeMoment(at, timeZone);
        expect(typeof written === 'number' ? written : readMoment(written, timeZone)).toBe(at);
      },
    ),
  );
});
