// What a reader of a page sees or hears of it, found while its mark-up streams past: text, headings, alternative texts and
// descriptions; not scripts, styles or templates. The tokens are htmlparser2's (WHATWG HTML §13.2.5); which of them are seen is ours.
import { Tokenizer } from 'htmlparser2';
import type { QuoteType, TokenizerCallbacks } from 'htmlparser2';

/** Elements that stand within a line: a word goes on through them (`k<b>i</b>ll`). Every other begins a new one. */
const withinLine = new Set(
  'a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Elements whose text nobody sees. */
const unseen = new Set(['script', 'style', 'noembed', 'noframes', 'iframe']);
const seenAttributes = new Set(['alt', 'title', 'placeholder', 'aria-label', 'aria-description', 'label', 'summary', 'srcdoc', 'content']);
const toldInMeta = /^(?:description|keywords|title|application-name|(?:og|twitter):(?:title|description|image:alt|site_name))$/i;

const longestName = 64;
/** Of an attribute so many characters are read. */
const longestValue = 65_536;
/** Characters before the piece at hand that a name may still stand in. */
const kept = 4096;
/** Pages within pages (`srcdoc`). */
const deepest = 2;

export class HtmlWords implements TokenizerCallbacks {
  readonly #tokens: Tokenizer;
  readonly #words: (text: string) => void;
  readonly #depth: number;
  /** The piece at hand, behind what is kept of those before it, and where in the page that begins. */
  #text = '';
  #from = 0;
  /** What was seen and not handed on yet. */
  #seen = '';
  /** The element that is open whose text is not seen; templates within one another. */
  #hidden = '';
  #templates = 0;
  /** In SVG and MathML other rules hold. */
  #foreign = 0;
  #element = '';
  #attribute = '';
  #value = '';
  #metaName = '';
  #metaContent = '';
  #shadowRoot = false;

  /** @param words takes what is seen, piece by piece; words of one line are not torn apart */
  constructor(words: (text: string) => void, { xml = false, depth = 0 }: { xml?: boolean; depth?: number } = {}) {
    this.#words = words;
    this.#depth = depth;
    this.#tokens = new Tokenizer({ xmlMode: xml, decodeEntities: true, recognizeSelfClosing: xml }, this);
  }

  write(piece: string): void {
    const end = this.#from + this.#text.length;
    this.#text = this.#text.slice(-kept) + piece;
    this.#from = end + piece.length - this.#text.length;
    this.#tokens.write(piece);
    this.#handOn();
  }

  end(): void {
    this.#tokens.end();
    this.#handOn();
  }

  isInForeignContext(): boolean {
    return this.#foreign > 0;
  }

  ontext(start: number, end: number): void {
    if (this.#isSeen()) this.#seen += this.#slice(start, end);
  }

  ontextentity(codePoint: number): void {
    if (this.#isSeen()) this.#seen += String.fromCodePoint(codePoint);
  }

  onopentagname(start: number, end: number): void {
    const name = this.#name(start, end);
    this.#element = name;
    this.#metaName = this.#metaContent = '';
    this.#shadowRoot = false;
    if (!withinLine.has(name)) this.#seen += '\n';
    if (name === 'svg' || name === 'math') this.#foreign++;
  }

  onopentagend(): void {
    this.#endAttributes();
    const name = this.#element;
    if (unseen.has(name) && this.#hidden === '') this.#hidden = name;
    // A declarative shadow root is shown (HTML §4.12.3); SVG has no templates.
    else if (name === 'template' && this.#foreign === 0 && (this.#templates > 0 || !this.#shadowRoot)) this.#templates++;
  }

  onselfclosingtag(): void {
    this.#endAttributes();
    if (this.#element === 'svg' || this.#element === 'math') this.#foreign--;
  }

  onclosetag(start: number, end: number): void {
    const name = this.#name(start, end);
    if (name === this.#hidden) this.#hidden = '';
    if (name === 'template' && this.#templates > 0) this.#templates--;
    if ((name === 'svg' || name === 'math') && this.#foreign > 0) this.#foreign--;
    if (!withinLine.has(name)) this.#seen += '\n';
  }

  onattribname(start: number, end: number): void {
    const name = this.#name(start, end);
    const said = name === 'name' || name === 'property';
    this.#attribute = seenAttributes.has(name) || name === 'shadowrootmode' || (said && this.#element === 'meta') ? name : '';
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute !== '' && this.#value.length < longestValue) this.#value += this.#slice(start, end);
  }

  onattribentity(codePoint: number): void {
    if (this.#attribute !== '' && this.#value.length < longestValue) this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(_quote: QuoteType): void {
    const value = this.#value;
    switch (this.#attribute) {
      case '':
        return;
      case 'name':
      case 'property':
        this.#metaName = value;
        break;
      case 'content':
        this.#metaContent = value;
        break;
      case 'shadowrootmode':
        this.#shadowRoot = /^(?:open|closed)$/i.test(value);
        break;
      case 'srcdoc':
        if (this.#element === 'iframe' && this.#templates === 0) this.#readInner(value);
        break;
      default:
        if (this.#templates === 0) this.#seen += `\n${value}\n`;
    }
    this.#attribute = '';
  }

  /** Browsers show a marked section in drawings and in XML, and its part after the first `>` elsewhere. */
  oncdata(start: number, end: number, closing: number): void {
    this.ontext(start, end - closing);
  }

  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  #isSeen(): boolean {
    return this.#hidden === '' && this.#templates === 0;
  }

  #endAttributes(): void {
    if (this.#element === 'meta' && toldInMeta.test(this.#metaName)) this.#seen += `\n${this.#metaContent}\n`;
  }

  #readInner(page: string): void {
    if (this.#depth >= deepest) return;
    const inner = new HtmlWords((text) => (this.#seen += text), { depth: this.#depth + 1 });
    this.#seen += '\n';
    inner.write(page);
    inner.end();
    this.#seen += '\n';
  }

  #handOn(): void {
    if (this.#seen === '') return;
    const seen = this.#seen;
    this.#seen = '';
    this.#words(seen);
  }

  #slice(start: number, end: number): string {
    return this.#text.slice(Math.max(0, start - this.#from), end - this.#from);
  }

  #name(start: number, end: number): string {
    return end - start > longestName ? '' : this.#slice(start, end).toLowerCase();
  }
}
