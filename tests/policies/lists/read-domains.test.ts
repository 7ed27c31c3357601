import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTarget } from '#policies/engine/target.ts';
import { lineProblems } from '#policies/lists/line-problems.ts';
import { readDomains } from '#policies/lists/read-domains.ts';
import { isCanonical, readHost } from '#policies/lists/read-host.ts';

const host = (name: string, path: string | null = null, below = false) => ({ items: [{ kind: 'host', host: name, path, below }] });

test.each([
  ['games.test', host('games.test')],
  ['  Games.TEST.  # theirs', host('games.test')],
  ['*.example.org', host('example.org')],
  ['.example.org', host('example.org')],
  ['https://example.org/a//b?c=%64', host('example.org', '/a/b?c=d')],
  ['example.org//', host('example.org')],
  ['münchen.example', host('xn--mnchen-3ya.example')],
  ['*.github.io', host('github.io', null, true)],
  ['*.co.uk', host('co.uk', null, true)],
  ['github.io', host('github.io')],
  ['# only a comment', { items: [] }],
  ['', { items: [] }],
])('own format: %s', (line, reading) => expect(readDomains(line)).toEqual(reading));

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['0xc0000201', '192.0.2.1'],
  ['3221225985', '192.0.2.1'],
  ['0300.0.2.1', '192.0.2.1'],
  ['192.0.513', '192.0.2.1'],
  ['2001:DB8::0:1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['１９２.0.2.1', '192.0.2.1'],
])('an address in any notation that browsers accept has one spelling: %s', (line, name) => expect(readDomains(line)).toEqual(host(name)));

test.each([
  ['192.0.2.77/24', '192.0.2.0/24'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['192.0.2.1/32', '192.0.2.1/32'],
  ['2001:DB8:0:ffff::/48', '2001:db8::/48'],
  ['2001:db8:abcd:ef01::1/63', '2001:db8:abcd:ef00::/63'],
  ['[2001:db8::]/32', '2001:db8::/32'],
  ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
])('a range has its host bits cleared: %s', (line, range) => expect(readDomains(line)).toEqual({ items: [{ kind: 'range', range }] }));

test.each([
  ['0.0.0.0/0', lineProblems.wideRange],
  ['::/0', lineProblems.wideRange],
  ['192.0.2.0/33', lineProblems.notRange],
  ['192.0.2.999/24', lineProblems.notRange],
  ['2001:db8::/129', lineProblems.notRange],
  ['a b.test', lineProblems.spaces],
  ['0.0.0.0 a.test', lineProblems.spaces],
  ['a.test:8080', lineProblems.port],
  ['user@a.test', lineProblems.userName],
  ['ftp://a.test/x', lineProblems.scheme],
  ['a*.test', lineProblems.wildcard],
  ['a..test', lineProblems.notHost],
  ['a,b.test', lineProblems.notHost],
  ['/a/path', lineProblems.notHost],
  [`${'a'.repeat(64)}.test`, lineProblems.longLabel],
  [`${'a.'.repeat(130)}test`, lineProblems.notHost],
  ['a.test/#part', lineProblems.fragment],
  [`a.test/${'x'.repeat(3000)}`, lineProblems.tooLong],
])('refused: %s', (line, problem) => expect(readDomains(line)).toEqual({ problem }));

test('an expression stands between slashes, in RE2 syntax', () => {
  expect(readDomains('/^ads?[0-9]+\\./')).toEqual({ items: [{ kind: 'expression', expression: '^ads?[0-9]+\\.' }] });
  expect(readDomains('/(a/')).toHaveProperty('problem');
  expect(readDomains('/(?=a)b/')).toHaveProperty('problem');
  expect(readDomains('/.*/')).toEqual({ problem: 'The expression fits every address.' });
});

test('the quick look at a name never differs from the parser that reads addresses', () => {
  const label = fc.string({ unit: fc.constantFrom('a', 'z', '0', '9', 'x', 'n', '-', '_', '.', 'xn--', '256', '1', '0x'), maxLength: 12 });
  fc.assert(
    fc.property(label, (text) => {
      const target = parseTarget(`https://${text}/`);
      if (isCanonical(text)) expect(target?.host).toBe(text);
      const read = readHost(text);
      if ('host' in read) expect(target?.host).toBe(read.host);
    }),
    { numRuns: 3_000 },
  );
});

test('odd bytes give a host that reads as itself, or a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (line) => {
      const reading = readDomains(line);
      if ('problem' in reading) expect(reading.problem).toMatch(/\.$/);
      else
        for (const item of reading.items)
          if (item.kind === 'host' && item.path === null) expect(readDomains(item.host)).toEqual(host(item.host));
    }),
    { numRuns: 2_000 },
  );
});
