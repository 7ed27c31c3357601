// What a reader of a page sees or hears of it, found while its mark-up streams past: text, headings, alternative texts and
// descriptions; not scripts, styles or templates.
import { decodeHTML, decodeHTMLAttribute } from 'entities';
import { HtmlTokens, type Content, type HtmlSink } from './html-tokens.ts';

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));
/** Elements that stand within a line: a word goes on through them (`k<b>i</b>ll`). Every other begins a new one. */
const withinLine = setOf(
  'a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q ruby s samp small span strike strong sub sup time tt u var wbr',
);
/** Elements whose text is no mark-up (WHATWG HTML §13.2.6.4), and those of them that nobody sees. */
const rawText = setOf('script style noembed noframes iframe xmp');
const unseen = setOf('script style noembed noframes iframe');
const withReferences = setOf('title textarea');
const seenAttributes = setOf('alt title placeholder aria-label aria-description label summary srcdoc content');
const seenLengths = new Set([...seenAttributes, 'shadowrootmode', 'name', 'property'].map((name) => name.length));
const toldInMeta = /^(?:description|keywords|title|application-name|(?:og|twitter):(?:title|description|image:alt|site_name))$/i;

/** Longer names mean nothing. */
const longestName = 64;
/** The longest name of a character reference has 33 characters. */
const longestReference = 40;
/** Of an attribute so many characters are read. */
const longestValue = 65_536;
/** Pages within pages (`srcdoc`). */
const deepest = 2;

export class HtmlWords implements HtmlSink {
  readonly #tokens = new HtmlTokens(this);
  readonly #words: (text: string) => void;
  readonly #xml: boolean;
  readonly #depth: number;
  /** What was seen and not handed on yet. Joined at the end: a text that grew piece by piece is slow to read letter by letter. */
  #seen: string[] = [];
  /** A character reference that the last piece may have cut off. */
  #reference = '';
  /** The text that is read now belongs to an element that nobody sees. */
  #hidden = false;
  /** Templates within one another. */
  #templates = 0;
  /** Drawings and formulas that are open: other rules hold in them. */
  #svg = 0;
  #math = 0;
  #element = '';
  #metaName = '';
  #metaContent = '';
  #shadowRoot = false;

  /** @param words takes what is seen, piece by piece; words of one line are not torn apart */
  constructor(words: (text: string) => void, { xml = false, depth = 0 }: { xml?: boolean; depth?: number } = {}) {
    this.#words = words;
    this.#xml = xml;
    this.#depth = depth;
  }

  write(piece: string): void {
    this.#tokens.write(piece);
    this.#handOn();
  }

  end(): void {
    this.#tokens.end();
    this.gap();
    this.#handOn();
  }

  text(from: number, to: number, literal: boolean): void {
    if (this.#hidden || this.#templates > 0) return;
    if (literal) this.gap();
    const text = this.#reference + this.#tokens.slice(from, to);
    this.#reference = '';
    const reference = literal ? -1 : text.lastIndexOf('&');
    if (reference === -1) this.#seen.push(text);
    else if (text.length - reference > longestReference || text.includes(';', reference)) this.#seen.push(decodeHTML(text));
    else {
      // It may go on in the next piece.
      this.#seen.push(decodeHTML(text.slice(0, reference)));
      this.#reference = text.slice(reference);
    }
  }

  open(from: number, to: number): void {
    this.gap();
    const name = this.#name(from, to);
    this.#element = name;
    this.#metaName = this.#metaContent = '';
    this.#shadowRoot = false;
    if (!withinLine.has(name)) this.#seen.push('\n');
  }

  wants(nameLength: number): boolean {
    // Most attributes are classes and addresses, which are told by their length.
    return seenLengths.has(nameLength);
  }

  attribute(from: number, to: number, valueFrom: number, valueTo: number): void {
    const name = this.#name(from, to);
    const said = this.#element === 'meta' && (name === 'name' || name === 'property');
    if (!said && name !== 'shadowrootmode' && !seenAttributes.has(name)) return;
    const written = this.#tokens.slice(valueFrom, Math.min(valueTo, valueFrom + longestValue));
    const value = written.includes('&') ? decodeHTMLAttribute(written) : written;
    if (said) this.#metaName = value;
    else if (name === 'content') this.#metaContent = value;
    else if (name === 'shadowrootmode') this.#shadowRoot = /^(?:open|closed)$/i.test(value);
    else if (this.#templates > 0) return;
    else if (name !== 'srcdoc') this.#seen.push(`\n${value}\n`);
    else if (this.#element === 'iframe') this.#readInner(value);
  }

  opened(selfClosing: boolean): Content {
    const name = this.#element;
    if (name === 'meta' && this.#templates === 0 && toldInMeta.test(this.#metaName)) this.#seen.push(`\n${this.#metaContent}\n`);
    const foreign = this.#svg + this.#math > 0;
    if (selfClosing && (this.#xml || foreign || name === 'svg' || name === 'math')) return 'mark-up';
    if (name === 'svg') this.#svg++;
    else if (name === 'math') this.#math++;
    // A declarative shadow root is shown (HTML §4.12.3); drawings have no templates.
    else if (name === 'template' && !foreign && (this.#templates > 0 || !this.#shadowRoot)) this.#templates++;
    if (name === 'plaintext' && !this.#xml) return 'plain';
    if (rawText.has(name)) {
      this.#hidden = unseen.has(name);
      return 'raw';
    }
    return withReferences.has(name) ? 'references' : 'mark-up';
  }

  close(from: number, to: number): void {
    this.gap();
    const name = this.#name(from, to);
    this.#hidden = false;
    if (name === 'template' && this.#templates > 0) this.#templates--;
    else if (name === 'svg' && this.#svg > 0) this.#svg--;
    else if (name === 'math' && this.#math > 0) this.#math--;
    if (!withinLine.has(name)) this.#seen.push('\n');
  }

  /** A character reference does not go on behind what is no text. */
  gap(): void {
    if (this.#reference === '') return;
    this.#seen.push(decodeHTML(this.#reference));
    this.#reference = '';
  }

  #readInner(page: string): void {
    if (this.#depth >= deepest) return;
    const inner = new HtmlWords((text) => void this.#seen.push(text), { depth: this.#depth + 1 });
    this.#seen.push('\n');
    inner.write(page);
    inner.end();
    this.#seen.push('\n');
  }

  #handOn(): void {
    if (this.#seen.length === 0) return;
    const seen = this.#seen.join('');
    this.#seen = [];
    this.#words(seen);
  }

  #name(from: number, to: number): string {
    return to - from > longestName ? '' : this.#tokens.slice(from, to).toLowerCase();
  }
}
