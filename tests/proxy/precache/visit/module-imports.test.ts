// What modules and manifests name, found without running anything; whatever the bytes, without a throw.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlNeeds } from '#proxy/precache/html-needs.ts';
import { manifestIcons } from '#proxy/precache/visit/manifest-icons.ts';
import { importMapOf, moduleImports } from '#proxy/precache/visit/module-imports.ts';

const none = new Map<string, string>();

describe('modules', () => {
  test.each([
    [`import "./a.js"`, [['./a.js', false]]],
    [
      `import x, { y as z } from '/b.js'; export * from "../c.js"; export { d } from './d.js'`,
      [
        ['/b.js', false],
        ['../c.js', false],
        ['./d.js', false],
      ],
    ],
    [`const later = () => import("./e.js"); import.meta.url; import(where); import(\`./\${name}.js\`)`, [['./e.js', true]]],
    [`// import "./no.js"\n"import './no.js'"; /import '.\\/no.js'/; \`import "./no.js"\``, []],
    [`import "bare"; import "@scope/x"`, []],
    [`import "./x.js" this is { not a module`, []],
  ])('%s', (source, expected) => expect(moduleImports(source, none).map(({ reference, later }) => [reference, later])).toEqual(expected));

  test('bare names are looked up in the import map, the longest prefix first', () => {
    const map = importMapOf('{"imports":{"lib":"/lib/1.js","lib/":"/lib/","lib/deep/":"//cdn.test/deep/","no":5}}', 'https://a.test/page');
    const found = moduleImports('import "lib"; import "lib/x.js"; import "lib/deep/y.js"; import "no"', map);
    expect(found.map(({ reference }) => reference)).toEqual([
      'https://a.test/lib/1.js',
      'https://a.test/lib/x.js',
      'https://cdn.test/deep/y.js',
    ]);
  });

  test('a page hands its import map to its modules, inline ones too', () => {
    const finder = htmlNeeds('https://a.test/dir/', true);
    finder.write(
      '<script type=importmap>{"imports":{"lib":"./lib.js"}}</script><script type=module>import "lib"; import("./later.js")</script>',
    );
    finder.write('<script type=module src=app.js></script><script src=classic.js></script>');
    expect(finder.end().map(({ url, alternative, module }) => [url, alternative, module?.get('lib') ?? null])).toEqual([
      ['https://a.test/dir/lib.js', false, 'https://a.test/dir/lib.js'],
      ['https://a.test/dir/later.js', true, 'https://a.test/dir/lib.js'],
      ['https://a.test/dir/app.js', false, 'https://a.test/dir/lib.js'],
      ['https://a.test/dir/classic.js', false, null],
    ]);
  });
});

test('icons of a manifest are relative to it; what is no manifest names nothing', () => {
  expect(
    manifestIcons('{"icons":[{"src":"i.png"},{"src":5},null,{"src":"https://b.test/j.png"}]}', 'https://a.test/x/m.json').map(
      ({ url }) => url,
    ),
  ).toEqual(['https://a.test/x/i.png', 'https://b.test/j.png']);
  for (const text of ['', '[]', '{"icons":5}', 'null', '{"icons":[{"src":"javascript:x"}]}'])
    expect(manifestIcons(text, 'https://a.test/')).toEqual([]);
});

test('hostile text throws nothing', () => {
  const piece = fc.constantFrom(
    'import ',
    'import(',
    'from ',
    '"',
    "'",
    '`',
    '${',
    '}',
    '{',
    '(',
    ')',
    '/',
    '*',
    '//',
    '\\',
    '\n',
    './a.js',
    'export * ',
    '.meta',
    '\0',
    'icons',
    ':',
    '[',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join('')),
      (text) => {
        moduleImports(text, none);
        manifestIcons(text, 'https://a.test/');
        importMapOf(text, 'https://a.test/');
      },
    ),
    { numRuns: 500 },
  );
});

test.each(['import(', '`${', '{', '(', '/', 'import "./a.js";', "import'", '`', 'import {a as ', 'export * from "./x.js";'])(
  '%s over four megabytes takes little time',
  (piece) => {
    const began = performance.now();
    expect(moduleImports(piece.repeat(Math.floor(3_900_000 / piece.length)), none).length).toBeLessThanOrEqual(500);
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);
