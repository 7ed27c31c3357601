// What a page's mark-up and styles ask for, found as a browser finds it; whatever the bytes, without a throw and in little time.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserFields } from '#proxy/precache/browser-fields.ts';
import { cssReferences } from '#proxy/precache/css-references.ts';
import { htmlNeeds } from '#proxy/precache/html-needs.ts';
import { needAt, type Need } from '#proxy/precache/need.ts';
import { srcsetReferences } from '#proxy/precache/srcset.ts';

const needsOf = (html: string, url = 'https://a.test/dir/page'): Need[] => {
  const finder = htmlNeeds(url, true);
  // In pieces, as it comes off the wire.
  for (let at = 0; at < html.length; at += 7) finder.write(html.slice(at, at + 7));
  return finder.end();
};
const urls = (html: string, url?: string): string[] => needsOf(html, url).map((need) => need.url);

describe('mark-up', () => {
  test.each([
    ['<link rel="preload stylesheet" href=a.css>', ['https://a.test/dir/a.css']],
    ['<link rel=preload as=font href=/f.woff2><link rel=modulepreload href=/m.js>', ['https://a.test/f.woff2', 'https://a.test/m.js']],
    ['<link rel=canonical href=/no><link rel=alternate href=/no><link rel=preload as=fetch href=/no>', []],
    ['<base href="//b.test/x/"><base href="//c.test/"><img src=y.png>', ['https://b.test/x/y.png']],
    [
      '<script type="application/json" src=/no></script><script nomodule src=/no></script><script type=module src=/yes></script>',
      ['https://a.test/yes'],
    ],
    [
      '<picture><source srcset="a.avif 1x, b.avif 2x" src="no"><img src=c.png></picture>',
      ['https://a.test/dir/a.avif', 'https://a.test/dir/b.avif', 'https://a.test/dir/c.png'],
    ],
    ['<img src="data:image/png;base64,AA"><img src="javascript:x"><img src="blob:x"><a href=/no>x</a><img src="">', []],
    ['<img src="&#47;&#97;.png?x=1&amp;y=2#part">', ['https://a.test/a.png?x=1&y=2']],
    ['<!-- <img src=/no> --><textarea><img src=/no></textarea>', []],
    ['<svg><image href="/s.png"/></svg><input type=image src=/i.png>', ['https://a.test/s.png', 'https://a.test/i.png']],
    ['<style>@import "s.css"; b{background:url(t.png)}</style>', ['https://a.test/dir/s.css', 'https://a.test/dir/t.png']],
  ])('%s', (html, expected) => expect(urls(html)).toEqual(expected));

  test('insecure parts of a secure page: pictures over https instead, scripts not at all', () => {
    expect(urls('<img src="http://b.test/x.png"><script src="http://b.test/x.js"></script><iframe src="http://b.test/"></iframe>')).toEqual(
      ['https://b.test/x.png'],
    );
    expect(urls('<script src="http://b.test/x.js"></script>', 'http://a.test/')).toEqual(['http://b.test/x.js']);
  });

  test('user information in an address never travels', () =>
    expect(urls('<img src="https://user:secret@b.test/x.png">')).toEqual(['https://b.test/x.png']));
});

describe('fields', () => {
  const fieldsOf = (need: Partial<Need>): Record<string, string> =>
    Object.fromEntries(
      browserFields({
        url: 'https://cdn.a.test/x',
        kind: 'image',
        cors: false,
        alternative: false,
        referrer: 'https://www.a.test/page?q=1',
        ...need,
      }),
    );

  test('a font of another site is asked for with its origin, a picture is not', () => {
    expect(fieldsOf({ kind: 'font', cors: true })).toMatchObject({
      Origin: 'https://www.a.test',
      'Sec-Fetch-Mode': 'cors',
      'Sec-Fetch-Site': 'same-site',
    });
    expect(fieldsOf({})['Origin']).toBeUndefined();
    expect(fieldsOf({ kind: 'font', cors: true, url: 'https://www.a.test/f' })['Origin']).toBeUndefined();
  });

  test('over http there is no Fetch Metadata, no brotli, and no secure page is named', () => {
    const fields = fieldsOf({ url: 'http://b.test/x' });
    expect([fields['Sec-Fetch-Dest'], fields['Accept-Encoding'], fields['Referer']]).toEqual([undefined, 'gzip, deflate', undefined]);
  });
});

test('styles: comments and strings hide what looks like an address, escapes are undone', () => {
  const sheet = `@import 'a.css' screen; @IMPORT url("b.css"); /* url(no) */ a{content:"url(no)";b:url( c.png );d:URL('d.png')}
    @font-face{src:url(f.woff2),local(x)} e{f:my-url(no);g:url(#part);h:url(i\\ j.png);k:url("l\\"m.png");n:"\\"url(no)"} o{p:url("open
    q:url(r.png)} @import-other "no";`;
  expect(cssReferences(sheet)).toEqual([
    { reference: 'a.css', use: 'import' },
    { reference: 'b.css', use: 'import' },
    { reference: 'c.png', use: 'image' },
    { reference: 'd.png', use: 'image' },
    { reference: 'f.woff2', use: 'font' },
    { reference: 'i j.png', use: 'image' },
    { reference: 'l"m.png', use: 'image' },
    { reference: 'r.png', use: 'image' },
  ]);
});

test('candidates of a srcset, with commas in addresses', () => {
  expect(srcsetReferences('a.png, b,c.png 2x,d.png 640w,, data:image/png;base64,AA 3x,e.png,')).toEqual([
    'a.png',
    'b,c.png',
    'd.png',
    'data:image/png;base64,AA',
    'e.png',
  ]);
});

describe('hostile pages', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '=',
    '/',
    '\\',
    'url(',
    '@import ',
    '@font-face{',
    '{',
    '}',
    '/*',
    '*/',
    '<style>',
    '<img src',
    '<base href=',
    'srcset',
    ',',
    ' ',
    '\n',
    '//b.test/',
    '%',
    '\0',
    '<!--',
  );

  test('nothing throws, and every need is an absolute http or https address', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join('')),
        (text) => {
          cssReferences(text);
          srcsetReferences(text);
          for (const { url } of needsOf(text)) expect(url).toMatch(/^https?:\/\/[^/]/);
          needAt(text, 'https://a.test/', { kind: 'image', cors: false, alternative: false, referrer: null });
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each(['url("', 'url(', '/*', '@import ', '"', '\\', '{', '}', 'u', '@font-face{src:url(a'])(
    '%s a hundred thousand times takes little time',
    (text) => {
      const began = performance.now();
      cssReferences(text.repeat(100_000));
      srcsetReferences(text.repeat(100_000));
      expect(performance.now() - began).toBeLessThan(2000);
    },
  );
});
