// What teachers have already: pasted lists, tables, calendars and documents, with all that people do wrong in them.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { importPlan } from '#dashboard/server/plans/import/import-plan.ts';
import { repeatedDates } from '#dashboard/server/plans/import/repeated-dates.ts';
import { testPolicy } from './support/test-policy.ts';

const at = Date.parse('2026-11-26T10:00:00Z');
const imported = (text: string) => importPlan({ text }, testPolicy, ['8b'], at);
const file = (bytes: Uint8Array) => importPlan({ file: Buffer.from(bytes).toString('base64') }, testPolicy, ['8b'], at);

describe('a pasted list', () => {
  test('has an address a line, with words before or behind it', () => {
    const { kind, links, problems } = imported(
      [
        'https://museum.test/rivers - look at the map',
        '• Watch the film: https://film.test/a?x=1&y=2.',
        'www.atlas.test/uk read about deltas',
        'encyclopaedia.test/River',
        '',
        'and then they write a page',
        '(see https://en.wiki.test/wiki/Oxbow_(lake))',
      ].join('\r\n'),
    );
    expect(kind).toBe('list');
    expect(links).toEqual([
      { url: 'https://museum.test/rivers', what: 'look at the map' },
      { url: 'https://film.test/a?x=1&y=2', what: 'Watch the film' },
      { url: 'https://www.atlas.test/uk', what: 'read about deltas' },
      { url: 'https://encyclopaedia.test/River', what: '' },
      { url: 'https://en.wiki.test/wiki/Oxbow_(lake)', what: 'see' },
    ]);
    expect(problems).toEqual([{ line: 6, problem: 'There is no address in this line.' }]);
  });

  test('of ten thousand links holds what a plan holds, and says how many were left out', () => {
    const { links, leftOut } = imported(Array.from({ length: 10_000 }, (_, n) => `https://site-${n}.test/`).join('\n'));
    expect([links.length, leftOut]).toEqual([200, 9_800]);
  });

  test.each([
    ['nothing', ''],
    ['zero bytes', '\0\0\0'],
    ['one long line', `https://${'a'.repeat(1_000_000)}`],
    ['a million brackets', '('.repeat(1_000_000)],
    ['spaces', `${' '.repeat(1_000_000)}x`],
  ])('%s harms nobody', (_what, text) => {
    const begun = performance.now();
    imported(text);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

test('a table is read by the names of its columns', () => {
  const { kind, links, problems } = imported(
    'Week,Website,Task\n1,https://museum.test/a,"Look, then draw"\n2,,Nothing\n3,museum.test/b,Write\n4,"broken,x\n5,https://c.test/,Read\n',
  );
  expect(kind).toBe('csv');
  expect(links).toEqual([
    { url: 'https://museum.test/a', what: 'Look, then draw' },
    { url: 'https://museum.test/b', what: 'Write' },
    { url: 'https://c.test/', what: 'Read' },
  ]);
  expect(problems.map(({ line }) => line)).toEqual([3, 5]);
});

describe('a document', () => {
  test('of the web gives its links with their words', () => {
    const { kind, links } = imported(
      '<h1>Rivers</h1><p><a href="https://a.test/x">The <b>Severn</b></a> and <a href="/here">here</a> <a href="javascript:alert(1)">x</a>',
    );
    expect([kind, links]).toEqual(['document', [{ url: 'https://a.test/x', what: 'The Severn' }]]);
  });

  test('of a word processor gives its links', () => {
    const rels = `<Relationships><Relationship Id="1" TargetMode="External" Target="https://a.test/x?a=1&amp;b=2"/><Relationship Id="2" Target="styles.xml"/></Relationships>`;
    expect(file(zipSync({ 'word/_rels/document.xml.rels': strToU8(rels), 'word/document.xml': strToU8('<w/>') })).links).toEqual([
      { url: 'https://a.test/x?a=1&b=2', what: '' },
    ]);
    const open = '<office><text:p><text:a xlink:href="https://b.test/">The map</text:a></text:p></office>';
    expect(file(zipSync({ 'content.xml': strToU8(open) })).links).toEqual([{ url: 'https://b.test/', what: 'The map' }]);
  });

  test('that is none, damaged, or swells, is told', () => {
    expect(file(zipSync({ 'evil.xml': strToU8('x') })).problems).toHaveLength(1);
    expect(file(Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9, 9)).problems).toHaveLength(1);
    const bomb = zipSync({ 'content.xml': new Uint8Array(60_000_000) });
    expect(bomb.length).toBeLessThan(200_000);
    expect(file(bomb)).toMatchObject({ links: [], problems: [{ line: 0 }] });
  });
});

describe('a calendar', () => {
  const calendar = (...events: string[]) =>
    imported(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', ...events, 'END:VCALENDAR'].join('\r\n'));
  const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');

  test('has lessons where an event names a class and begins with a period, and links in its words', () => {
    const { kind, lessons, links, problems } = calendar(
      event('DTSTART:20261203T111000Z', 'SUMMARY:8B Geography', 'DESCRIPTION:Rivers: https://museum.test/rivers'),
      event('DTSTART:20261204T101500Z', 'SUMMARY:8B Geography'),
      event('DTSTART:20261204T111000Z', 'SUMMARY:18BX Geography'),
      event('DTSTART:20261001T101000Z', 'SUMMARY:8B Geography'),
      event('DTSTART;VALUE=DATE:20261204', 'SUMMARY:8B trip'),
    );
    expect(kind).toBe('calendar');
    expect(lessons).toEqual([{ group: '8b', date: '2026-12-03', period: '3' }]);
    expect(links).toEqual([{ url: 'https://museum.test/rivers', what: '8B Geography' }]);
    expect(problems).toEqual([
      { line: 0, problem: '4 of 5 events are no lesson to come of a class that you teach, in a period of the timetable.' },
    ]);
  });

  test('that repeats has a lesson a week, in winter and in summer at the same time of the clock', () => {
    const { lessons } = calendar(event('DTSTART;TZID=Europe/London:20270318T111000', 'RRULE:FREQ=WEEKLY;COUNT=3', 'SUMMARY:8B'));
    expect(lessons.map(({ date, period }) => `${date} ${period}`)).toEqual(['2027-03-18 3', '2027-03-25 3', '2027-04-01 3']);
  });

  test.each([
    ['no end', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:rubbish'],
    [
      'a rule for ever',
      ['BEGIN:VCALENDAR', event('DTSTART:20261203T111000Z', 'RRULE:FREQ=SECONDLY', 'SUMMARY:8B'), 'END:VCALENDAR'].join('\r\n'),
    ],
    [
      'a rule of nothing',
      ['BEGIN:VCALENDAR', event('DTSTART:20261203T111000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=0', 'SUMMARY:8B'), 'END:VCALENDAR'].join('\r\n'),
    ],
  ])('with %s harms nobody', (_what, text) => {
    const begun = performance.now();
    expect(imported(text).lessons.length).toBeLessThanOrEqual(400);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

test('a list that is made to be slow is read as quickly as any other', () => {
  for (const text of ['http://a.bc '.repeat(60_000), `http://${')'.repeat(3_990)} `.repeat(200), '<a '.repeat(60_000)]) {
    const from = performance.now();
    imported(text);
    expect(performance.now() - from).toBeLessThan(1_000);
  }
});

test('what a repeated lesson leaves out is left out by the calendar of the place, east of Greenwich too', () => {
  const inSydney = (moment: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Australia/Sydney' }).format(moment);
  // Half past eight in Sydney is the evening before in Greenwich.
  const at = (date: string) => ({ date: new Date(date), type: 'DATE-TIME' as const });
  const dates = repeatedDates(
    '2026-11-03',
    {
      recurrenceRule: { frequency: 'WEEKLY', until: at('2026-11-23T21:30:00Z') },
      exceptionDates: [at('2026-11-09T21:30:00Z')],
    },
    inSydney,
  );
  expect(dates).toEqual(['2026-11-03', '2026-11-17', '2026-11-24']);
});
