import * as fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { lineProblems } from '#policies/lists/line-problems.ts';
import { readUsage, readUt1Domains, readUt1Expressions, readUt1Urls } from '#policies/lists/read-ut1.ts';

const host = (name: string, path: string | null = null) => ({ items: [{ kind: 'host', host: name, path, below: false }] });

test.each([
  ['192.0.2.1', host('192.0.2.1')],
  ['silent_hill6.tripod.com', host('silent_hill6.tripod.com')],
  ['.giswebservice.com', host('giswebservice.com')],
  ['..example.org', host('example.org')],
  ['name-.tripod.com', host('name-.tripod.com')],
  [' Upper.Example.ORG\t', host('upper.example.org')],
  ['példa.hu', host('xn--plda-bpa.hu')],
  ['github.io', host('github.io')],
  ['a b.test', { problem: lineProblems.spaces }],
  ['', { items: [] }],
])('UT1 domains: %s', (line, reading) => expect(readUt1Domains(line)).toEqual(reading));

test.each([
  ['a.test/path/', host('a.test', '/path/')],
  ['a.test:8080/x?y=1&z', host('a.test', '/x?y=1&z')],
  ['HTTP://user:secret@A.test/X', host('a.test', '/X')],
  ['192.0.2.1:81', host('192.0.2.1')],
  ['[2001:db8::1]:81/x', host('2001:db8::1', '/x')],
  ['a.test?x=1', host('a.test', '/?x=1')],
  ['a.test/a b', host('a.test', '/a%20b')],
  ['a.test/x#part', host('a.test', '/x')],
  ['a.test/', host('a.test')],
  ['a.test/#part', { problem: lineProblems.fragment }],
  ['a.test#part', { problem: lineProblems.fragment }],
  ['ftp://a.test/x', { problem: lineProblems.scheme }],
  ['/only/a/path', { problem: lineProblems.notHost }],
])('UT1 urls: %s', (line, reading) => expect(readUt1Urls(line)).toEqual(reading));

const expression = (line: string): string => {
  const reading = readUt1Expressions(line);
  if ('problem' in reading) throw new Error(reading.problem);
  const [item] = reading.items;
  return item?.kind === 'expression' ? item.expression : '';
};
const finds = (line: string, address: string): boolean => RE2JS.compile(expression(line)).matcher(address).find();

test('POSIX expressions mean in RE2 what they meant', () => {
  expect(finds('(/banner/|/Advertisement/|adverts/)', 'a.test/advertisement/x')).toBe(true);
  expect(finds('(^|[-\\?+=/_])(big|huge)?porn?s?([-\\.\\?+=/_]|$)', 'a.test/?q=hugeporn')).toBe(true);
  // Between brackets a backslash is itself.
  expect(finds('a[\\.]b', 'a\\b')).toBe(true);
  expect(finds('a[]x]b', 'a]b')).toBe(true);
  expect(finds('a[^]x]b', 'a]b')).toBe(false);
  expect(finds('^[[:digit:]]+\\.[[:UPPER:]]+$', '12.abc')).toBe(true);
  expect(finds('\\<sex\\>', 'a.test/sex')).toBe(true);
  expect(finds('\\<sex\\>', 'a.test/essex')).toBe(false);
  expect(finds('ab**c', 'abbbc')).toBe(true);
  expect(finds('^http://a\\.test/x', 'a.test/x')).toBe(true);
  expect(finds('.*/ymsgr*\\.exe', 'a.test/ymsgrr.exe')).toBe(true);
  expect(finds('X[A-Z]+\\W\\D', 'xbc--')).toBe(true);
});

test.each(['(a)\\1', '[[.hyphen.]]', '[[=e=]]', 'a(b', '[abc', 'a{2000}', 'a{600}b{600}', 'x\\', '.', '(|a)', 'a'.repeat(3_000)])(
  'an expression that cannot be used is told why: %s',
  (line) => {
    const reading = readUt1Expressions(line);
    expect('problem' in reading && reading.problem).toMatch(/^The .*\.$/);
  },
);

test('whatever the expression, the reader gives one that compiles, or a sentence', () => {
  const unit = fc.constantFrom(
    'a',
    'Z',
    '\\',
    '[',
    ']',
    '^',
    '(',
    ')',
    '|',
    '*',
    '+',
    '?',
    '{',
    '}',
    '1',
    ',',
    ':',
    '[:alpha:]',
    '.',
    '$',
    '-',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (line) => {
      const reading = readUt1Expressions(line);
      if ('items' in reading) for (const item of reading.items) if (item.kind === 'expression') RE2JS.compile(item.expression);
    }),
    { numRuns: 2_000 },
  );
});

test('a usage file says what a list is for, and its other names', () => {
  expect(readUsage('#\tcomment\r\nblack\nwhite\nporn\n\n')).toEqual({ black: true, white: true, names: ['porn'] });
  expect(readUsage('')).toEqual({ black: false, white: false, names: [] });
});
