import * as fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { ExpressionIndex, isExpression, largestExpression } from '#policies/engine/expression-index.ts';
import { requiredText, shortestRequired } from '#policies/engine/required-text.ts';
import { readExpression } from '#policies/lists/read-expression.ts';
import { stopSpellings } from '#policies/table/path-prefixes.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';

/** Expressions of every syntax that the reader knows, and of some that it does not, over letters that addresses have. */
const piece = fc.constantFrom(
  'a', 'b', 'abc', 'bca', 'A', 'B', '.', '\\.', '\\-', '/', '[ab]', '[^a]', '[]a]', '[a\\]b]', '[[:alpha:]]', '\\d', '\\w', '\\b', '^', '$', '\\x61',
  '\\Qab\\E', '(?i)', '\u212a', '\u017f', '\\pL', '{', '}', '(?:', '(', '(?P<n>', '(?i:', ')', ')?', ')*', ')+', '){2}', '|', '*', '+', '?', '*?', '{2}', '{0}', '{1,}', '{0,3}', ',',
); // prettier-ignore
const anyExpression = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
const anyHost = fc.constantFrom('abc.example', 'bca.ab', 'kelvin.example', 'a-b.c');
const anyPath = fc
  .array(fc.constantFrom('/', 'a', 'b', 'c', 'abc', 'A', 'k', 's', '%61', '%2f', '..', ';', '?', '=', '.', '//', '%2561'), {
    maxLength: 12,
  })
  .map((parts) => `/${parts.join('')}`);

const usable = (expression: string): boolean => {
  try {
    RE2JS.compile(expression);
    return true;
  } catch {
    return false;
  }
};
const finds = (expression: string, text: string): boolean => RE2JS.compile(expression, RE2JS.CASE_INSENSITIVE).matcher(text).find();

test('whatever RE2 finds something in holds one of the required texts', () => {
  let told = 0;
  fc.assert(
    fc.property(
      anyExpression.filter(usable),
      fc.array(fc.tuple(anyHost, anyPath), { minLength: 1, maxLength: 8 }),
      (expression, addresses) => {
        const required = requiredText(expression);
        if (required === null) return;
        told++;
        for (const text of required) expect(text.length).toBeGreaterThanOrEqual(shortestRequired);
        for (const [host, path] of addresses) {
          const address = `${host}${path}`.toLowerCase();
          if (finds(expression, address))
            expect(
              required.some((text) => address.includes(text)),
              `${expression} in ${address}`,
            ).toBe(true);
        }
      },
    ),
    runs(3_000),
  );
  expect(told).toBeGreaterThan(0);
});

test.each([
  ['abc', ['abc']],
  ['abc|defg', ['abc', 'defg']],
  ['^https?abc\\.example/', ['abc.example/']],
  ['a?bcd', ['bcd']],
  ['abcd*', ['abc']],
  ['(abc|xyz)+q', ['abc', 'xyz']],
  ['(?i:ABC)', ['abc']],
  ['ab(c)', null],
  ['(abc)?', null],
  ['abc|', null],
  ['[abc]def', ['def']],
  ['ab{2}cd', null],
  ['ab\\.cd', ['ab.cd']],
  ['\\x61bcd', null],
  ['\u212aelvin', ['elvin']],
])('%s requires %j', (expression, required) => {
  expect(requiredText(expression)).toEqual(required);
});

test('an index finds what each expression finds in either reading of an address, and no cheap look hides it', () => {
  fc.assert(
    fc.property(fc.array(anyExpression, { maxLength: 6 }), anyHost, anyPath, (expressions, host, path) => {
      const index = new ExpressionIndex(expressions.map((expression) => ({ expression, what: expression })));
      const readings = stopSpellings(path).map((reading) => `${host}${reading}`);
      const known = expressions.filter((expression) => isExpression(expression));
      expect(index.size).toBe(known.length);
      const { stops, opens } = index.matching(host, path);
      expect(stops).toEqual(known.filter((expression) => readings.some((reading) => finds(expression, reading))));
      expect(opens).toEqual(known.filter((expression) => readings.every((reading) => finds(expression, reading))));
      if (stops.length > 0) expect(index.mayMatch(host, path)).toBe(true);
    }),
    runs(1_500),
  );
});

const indexOf = (...expressions: string[]) => new ExpressionIndex(expressions.map((expression) => ({ expression, what: expression })));

test('an address that holds nothing of what is required is not shown to the expressions', () => {
  const index = indexOf('casino', '(poker|slots)/');
  expect(index.mayMatch('fine.example', '/page')).toBe(false);
  expect(index.mayMatch('casino.example', '/')).toBe(true);
  expect(index.mayMatch('fine.example', '/CASINO')).toBe(true);
  expect(index.mayMatch('fine.example', '/c%61sino')).toBe(true);
  expect(indexOf('a.b').mayMatch('fine.example', '/')).toBe(true);
  expect(indexOf().mayMatch('casino.example', '/')).toBe(false);
});

describe('no expression takes long, whatever the address', () => {
  test.each([
    ['repeats inside repeats', '(x+x+)+y', 'x'],
    ['overlapping alternatives', '(a|aa|aaa)+b', 'a'],
    ['a count of anything', 'x.{400}y', 'x'],
    ['many stars', '(a*)*(b*)*(a*)*c', 'ab'],
  ])('%s', (_what, expression, filling) => {
    const index = indexOf(expression);
    const started = performance.now();
    for (const length of [100, 2_000, 60_000]) index.matching('fine.example', `/${filling.repeat(length / filling.length)}`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('also of a list whose expressions are all hostile: less of the address is read', () => {
    const index = indexOf(...Array.from({ length: 40 }, (_, number) => `xxx.{${300 + number}}y`));
    const started = performance.now();
    index.matching('fine.example', `/${'x'.repeat(60_000)}`);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(index.matching('fine.example', `/${'x'.repeat(230)}`).stops).toEqual([]);
  });
});

test('what is no expression, or is far too large, is left out', () => {
  expect(['(', 'a{1001}', '[', '\\', 'a**', '(?<=a)b', `(a{100}){20}`, `.{${largestExpression}}`].filter(isExpression)).toEqual([]);
  expect(isExpression('a{200}')).toBe(true);
});

test('whatever a list or a policy may say is used', () => {
  fc.assert(
    fc.property(anyExpression, fc.constantFrom('re2' as const, 'posix' as const), (text, syntax) => {
      const read = readExpression(text, syntax);
      if ('expression' in read) expect(isExpression(read.expression), read.expression).toBe(true);
    }),
    runs(1_000),
  );
  const counting = readExpression(`${'.{90}'.repeat(12)}x`, 're2');
  expect(counting).toHaveProperty('problem');
});
