// The words that a reader of a page sees, however its mark-up is written and wherever its bytes are torn apart.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HtmlWords } from '#proxy/scan/html-words.ts';
import { parsedWords } from './parsed-words.ts';

function wordsOf(page: string, { size = page.length || 1, xml = false } = {}): string {
  let seen = '';
  const words = new HtmlWords((text) => (seen += text), { xml });
  for (let from = 0; from < page.length; from += size) words.write(page.slice(from, from + size));
  words.end();
  return seen.replace(/\s+/g, ' ').trim();
}

test.each([
  ['text, headings and the title', '<title>One</title><h1>two</h1><p>three<br>four', 'One two three four'],
  ['a word through elements in a line', 'k<b>i</b><span class="x">l</span>l <i>now</i>', 'kill now'],
  ['words in cells and blocks apart', '<td>one</td><td>two</td><div>three</div>four', 'one two three four'],
  ['entities', 'caf&eacute; &#107;&#x69;ll &lt;b&gt;', 'café kill <b>'],
  [
    'alternative texts and titles',
    '<img src=x alt="a cat"><a title=tip>go</a><input placeholder="name" value="secret">',
    'a cat tip go name',
  ],
  [
    'descriptions',
    '<meta name=description content="about it"><meta property="og:title" content=shown><meta name=robots content=not>',
    'about it shown',
  ],
  ['a description that is written before its name', '<meta content="about it" name="Description">', 'about it'],
  [
    'no scripts, styles and templates',
    '<script>one<p>two</p></script><style>p{}</style><template>three<template>x</template></template>four',
    'four',
  ],
  ['a template that is shown', '<div><template shadowrootmode="open">shown</template></div>', 'shown'],
  ['a style that a drawing closes itself', '<svg><style/><text>shown</text></svg>', 'shown'],
  ['a style that nothing closes by itself', '<style/>not</style>shown', 'shown'],
  ['a slash that belongs to a value', '<svg x=y/><style/>shown', 'shown'],
  ['what stands after a template in a drawing', '<svg><template>a</template></svg>b', 'a b'],
  ['a page within a page', '<iframe srcdoc="&lt;p&gt;inner&lt;script&gt;x&lt;/script&gt;">not</iframe>after', 'inner after'],
  ['no comments, however they end', 'a<!-- b --> c <!--> d --> e <!---> f --> g <!-- h --!> i', 'a c d --> e f --> g i'],
  ['declarations and what looks like them', '<!doctype html><?php echo 1 ?>a<![CDATA[b>c]]>d', 'ab>cd'],
  ['a tag that is never closed', 'a <b class="x>y', 'a'],
  ['a closing tag with attributes', 'a</b title="not">b', 'ab'],
  ['a less-than sign', '1 < 2 <3 a<b', '1 < 2 <3 a'],
  ['noscript and text areas', '<noscript>n</noscript><textarea>t<b></textarea>', 'n t<b>'],
  ['a title that is told twice', '<p title="one" title="two">x', 'one two x'],
])('%s', (_what, page, words) => {
  expect(wordsOf(page)).toBe(words);
  for (const size of [1, 2, 3, 7]) expect(wordsOf(page, { size }), `in pieces of ${size}`).toBe(words);
});

test('XHTML: closed elements and marked sections', () => {
  const page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script src="x"/><p>a</p><![CDATA[b<c]]></html>';
  expect(wordsOf(page, { xml: true })).toBe('a b<c');
});

test('whatever a page is made of, where it is torn apart changes nothing', () => {
  const piece = fc.constantFrom(
    '<', '>', '/', '=', '"', "'", '!', '-', '--', '&', '&amp;', '&#x41', ';', 'a', 'b ', 'script', '<script>', '</script>', '<p title="', '<svg>',
    '</svg>', '<![CDATA[', ']]>', '<!--', '-->', '<template>', '</template>', '<title>', '</title>', '<meta name=description content=', '<b',
  ); // prettier-ignore
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
      const page = pieces.join('');
      expect(wordsOf(page, { size })).toBe(wordsOf(page));
    }),
    { numRuns: 2_000 },
  );
});

test('a page of nothing but one endless name or value costs no more memory than its piece', () => {
  const words = new HtmlWords(() => {});
  for (const start of [`<${'x'.repeat(100)}`, '<a title="', '<!-- ']) {
    words.write(start);
    for (let piece = 0; piece < 50; piece++) words.write('y'.repeat(10_000));
    words.write('">-->');
  }
  words.end();
});

/** As they stand in pages and in attempts to hide in them. Attributes of end tags htmlparser2 reads otherwise than the standard says. */
const signs = [
  '<',
  '>',
  ' /',
  '=',
  '"',
  "'",
  '!',
  '-',
  '--',
  'a',
  'b ',
  '\n',
  '<!--',
  '-->',
  '--!>',
  '<!',
  '<?',
  '<b',
  '<p title="',
  ' alt=x',
  ' title=y>',
];
const elements = ['<script>', '</script>', '<p>', '</p>', '<i>', '</i>', '<style>', '</style >', '<xmp>', '</xmp>', '<br>'];

test.each([
  ['without references', [...signs, ...elements, 'script', '<title>', '</title>', '<textarea>', '</TEXTAREA>']],
  ['with references, but not where htmlparser2 leaves them as they are', [...signs, ...elements, '&', '&amp;', '&#x41', '&eacute', ';']],
])('the same is seen as by htmlparser2, %s', (_what, pieces) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
      // Whatever is open is ended: of a tag that is cut off at the end, htmlparser2 tells the attributes.
      const page = `${parts.join('')}">'>">'>--></script></style></title></textarea></xmp>`;
      expect(wordsOf(page).replace(/\s+/g, '')).toBe(parsedWords(page));
    }),
    { numRuns: 3_000 },
  );
});
