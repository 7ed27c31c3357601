import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineProblems } from '#policies/lists/line-problems.ts';
import { readAdblock } from '#policies/lists/read-adblock.ts';

const host = (name: string, path: string | null = null, below = false) => ({ kind: 'host', host: name, path, below });

test.each([
  ['||ads.test^', host('ads.test')],
  ['||Ads.test', host('ads.test')],
  ['||ads.test^$important', host('ads.test')],
  ['||ads.test^$all', host('ads.test')],
  ['||*.ads.test^', host('ads.test')],
  ['||ads.test^|', host('ads.test')],
  ['||ads.test/banner^', host('ads.test', '/banner')],
  ['|https://ads.test/x.js|', host('ads.test', '/x.js')],
  ['||192.0.2.1^', host('192.0.2.1')],
  ['||github.io^', host('github.io', null, true)],
])('adblock: %s', (line, item) => expect(readAdblock(line)).toEqual({ items: [item] }));

test.each(['! comment', '[Adblock Plus 2.0]', '', '# comment', '#'])('nothing is said by: %s', (line) =>
  expect(readAdblock(line)).toEqual({ items: [] }),
);

test('an exception takes a whole host away again', () => {
  expect(readAdblock('@@||good.test^')).toEqual({ items: [], exceptions: [host('good.test')] });
  expect(readAdblock('@@||good.test^$important')).toEqual({ items: [], exceptions: [host('good.test')] });
  expect(readAdblock('@@||good.test/page')).toHaveProperty('problem');
  expect(readAdblock('@@||good.test^$script')).toHaveProperty('problem');
});

test.each([
  ['##.banner', /parts of pages/],
  ['a.test##.banner', /parts of pages/],
  ['a.test#@#.banner', /parts of pages/],
  ["a.test#%#//scriptlet('x')", /parts of pages/],
  ['a.test#$#body { color: red }', /parts of pages/],
  ['||ads.test^$third-party', /other sites/],
  ['||ads.test^$3p,important', /other sites/],
  ['||ads.test^$script,image', /kinds of request/],
  ['||ads.test^$~image', /kinds of request/],
  ['||ads.test^$domain=a.test|b.test', /only on some sites/],
  ['||ads.test^$badfilter', /option/],
  ['||ads.test^$removeparam=x', /option/],
  ['/banner/ads/', /regular expression/],
  ['/^ads[0-9]/$script', /regular expression/],
  ['-banner-ad.', /text anywhere/],
  ['||ads*.test^', /asterisk/],
  ['||ads.test^path', /text anywhere/],
])('narrower than a host, so refused: %s', (line, problem) => {
  const reading = readAdblock(line);
  expect('problem' in reading && reading.problem).toMatch(problem);
});

test('a registry is not blocked by a list that is not careful', () => {
  expect(readAdblock('||co.uk^')).toEqual({ problem: lineProblems.suffix });
  expect(readAdblock('||com^')).toEqual({ problem: lineProblems.suffix });
});

test('no line makes the reader throw', () => {
  const unit = fc.constantFrom(
    '|',
    '^',
    '$',
    '@',
    '#',
    '*',
    '/',
    'a',
    '.',
    'test',
    ',',
    '=',
    '~',
    '!',
    '[',
    ']',
    'é',
    '\u0000',
    'domain',
    'script',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (line) => {
      const reading = readAdblock(line);
      expect('items' in reading || reading.problem.endsWith('.')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
