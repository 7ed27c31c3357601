// The encoding that a browser would take for a page.
import { expect, test } from 'vitest';
import { charsetReader } from '#proxy/scan/charset.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const filler = ' '.repeat(1100);

function textOf(bytes: Buffer, label: string | null, kind: 'html' | 'xml' | null = 'html', size = bytes.length): string {
  const reader = charsetReader(label, kind);
  let text = '';
  for (let from = 0; from < bytes.length; from += size) text += reader.read(bytes.subarray(from, from + size));
  return (text + reader.end()).replace(/<!--.*?-->|<(?:"[^"]*"|[^>"])*>/g, '').trim();
}

const cases: readonly [what: string, bytes: Buffer, label: string | null, kind: 'html' | 'xml' | null][] = [
  ['UTF-8 that nobody declares', Buffer.from('é'), null, 'html'],
  ['windows-1252 that nobody declares', latin('é'), null, 'html'],
  ['windows-1252 that nobody declares, after a kilobyte of ASCII', latin(`${filler}é`), null, 'html'],
  ['UTF-8 that nobody declares, after a kilobyte of ASCII', Buffer.from(`${filler}é`), null, 'html'],
  ['plain text that declares nothing', latin('é'), null, null],
  ['the header', latin('é'), 'iso-8859-1', 'html'],
  ['the header before the page’s own word', latin('<meta charset=utf-8>é'), 'windows-1252', 'html'],
  ['a byte order mark before the header', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('é')]), 'windows-1252', 'html'],
  ['UTF-16 by its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('é')]), null, 'html'],
  ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(utf16('é'))]), 'utf-8', 'html'],
  ['UTF-16 by the header', utf16('é'), 'utf-16', 'html'],
  ['the page’s own word', latin('<meta charset="windows-1252">é'), null, 'html'],
  ['the page’s own word as a header', latin('<META content="text/html; charset=latin1" http-equiv=Content-Type>é'), null, 'html'],
  ['no word in a comment', Buffer.from('<!-- <meta charset=windows-1252> --><meta charset=utf-8>é'), null, 'html'],
  ['no word in an attribute of another element', Buffer.from('<div title="<meta charset=windows-1252>">é'), null, 'html'],
  ['no word about something else', Buffer.from('<meta name=x content="text/html; charset=windows-1252">é'), null, 'html'],
  ['no word after the first kilobyte', Buffer.from(`${filler}<meta charset=windows-1252>é`), null, 'html'],
  ['a word that means nothing', Buffer.from('<meta charset=nonsense>é'), null, 'html'],
  ['a header that means nothing', latin('<meta charset=windows-1252>é'), 'utf-7', 'html'],
  ['a page that calls itself UTF-16 and can be read', Buffer.from('<meta charset=utf-16le>é'), null, 'html'],
  ['XML', Buffer.from('<x>é</x>'), null, 'xml'],
  ['XML that says another', latin('<?xml version="1.0" encoding="iso-8859-1"?><x>é</x>'), null, 'xml'],
];

test.each(cases)('%s', (_what, bytes, label, kind) => {
  for (const size of [bytes.length, 1, 2, 5, 1000]) {
    expect(textOf(bytes, label, kind, size), `in pieces of ${size}`).toBe('é');
  }
});

test('Japanese, Russian and Chinese pages in their old encodings', () => {
  expect(textOf(Buffer.from([0x8e, 0xa9, 0x8e, 0x45]), 'shift_jis')).toBe('自殺');
  expect(textOf(Buffer.from([0xcb, 0xcf, 0xd4]), 'koi8-r')).toBe('кот');
  expect(textOf(Buffer.from([0xd7, 0xd4, 0xc9, 0xb1]), 'gbk')).toBe('自杀');
});
