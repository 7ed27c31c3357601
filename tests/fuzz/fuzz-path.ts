// Paths in one spelling: canonical is canonical for good, and a prefix that stops somebody is not dodged by another spelling.
import { canonicalPath, hasPrefix, lenientPath, pathTest } from '#policies/engine/path-prefix.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const seeds = [
  '/games /games/play?id=1',
  '/lesson /lesson/..%2fgames',
  '/a%252e%2e/b;x=1/%c3%a9 /A/B//c',
  '/watch?v=abc /watch?v=abcd&t=1',
  '/ /',
];

export const fuzzTarget: FuzzTarget = {
  name: 'path',
  /** A prefix and a path, with a space between. */
  once(bytes) {
    const [first = '', ...rest] = new TextDecoder().decode(bytes).split(' ');
    const prefix = canonicalPath(`/${first.replace(/^\//, '')}`);
    const asked = `/${rest.join('').replace(/^\//, '')}`;
    const path = canonicalPath(asked);
    mustBe(canonicalPath(path) === path, 'a canonical path is in its last spelling');
    const lenient = lenientPath(path);
    mustBe(!/^[^?]*(?:^|\/)\.\.?(?:\/|$|\?)/.test(lenient) || lenient === path, 'a path read leniently leads nowhere else');
    mustBe(hasPrefix(path, path), 'a path begins with itself');
    const applies = pathTest(asked);
    mustBe(applies(null, true) && applies(null, false), 'what holds for the host holds for each of its pages');
    mustBe(applies(path, true) && applies(path, false), 'a rule for exactly this page applies');
    if (applies(prefix, false)) mustBe(applies(prefix, true), 'a stop applies wherever a permission would');
    if (applies(prefix, true))
      mustBe(
        pathTest(asked.toUpperCase().replace(/%[0-9A-F]{2}/g, (code) => code))(prefix, true) || /[^\x20-\x7e]/.test(asked),
        'letter case opens nothing',
      );
    mustBe(!pathTest(null)(prefix, true), 'without a path no page is known');
  },
  seeds: seeds.map((text) => new TextEncoder().encode(text)),
  words: ['%2f', '%5c', '%2e%2e', '/../', ';a=b', '%25', '%3f', '%23', '\\'],
};
