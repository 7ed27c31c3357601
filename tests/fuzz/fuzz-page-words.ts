// Pages in pieces: the first byte says where they are torn, the second in what form they are read, the rest is the page.
import { charsetReader } from '#proxy/scan/charset.ts';
import { HtmlWords } from '#proxy/scan/html-words.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const encoder = new TextEncoder();
const seed = (page: string): Uint8Array => encoder.encode(`\u0003\u0000${page}`);

function wordsOf(bytes: Uint8Array, size: number, xml: boolean): string {
  let seen = '';
  const words = new HtmlWords((text) => (seen += text), { xml });
  const characters = charsetReader(null, xml ? 'xml' : 'html');
  for (let from = 0; from < bytes.length; from += size) words.write(characters.read(bytes.subarray(from, from + size)));
  words.write(characters.end());
  words.end();
  return seen;
}

export const fuzzTarget: FuzzTarget = {
  name: 'page-words',
  once(bytes) {
    const page = bytes.subarray(2);
    const xml = (bytes[1] ?? 0) % 2 === 1;
    // What nobody declares is told by the first bytes that are not ASCII, and by all that came with them.
    const declared = Uint8Array.from([0xef, 0xbb, 0xbf, ...page]);
    const whole = wordsOf(declared, declared.length, xml);
    mustBe(wordsOf(declared, ((bytes[0] ?? 0) % 40) + 1, xml) === whole, 'a page in pieces says what it says in one');
    mustBe(typeof wordsOf(page, ((bytes[0] ?? 0) % 7) + 1, xml) === 'string', 'a page that declares nothing is read too');
  },
  seeds: [
    seed('<!doctype html><title>a &amp; b</title><p title="x">k<b>i</b>ll<script>if (a</b/) {}</script><!-- c --!>d'),
    seed('<meta name=description content="it"><template shadowrootmode=open>a</template><template>b</template><svg><style/>c</svg>'),
    seed('<iframe srcdoc="&lt;p&gt;a&lt;iframe srcdoc=b&gt;">c</iframe><textarea>&eacute</textarea><xmp><p></xmp><plaintext></p>'),
    seed('<meta charset=latin1><![CDATA[a]]><?b?><!--> c <!---> d </ e></f g="h"><i j=\'k\' l=m/ n>'),
  ],
  words: [
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<title>',
    '</title>',
    '&#x41;',
    '&am',
    'srcdoc=',
    '<svg>',
    '/>',
    '<template>',
  ],
};
