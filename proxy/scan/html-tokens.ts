// The tokens of HTML, for whoever wants its words only (WHATWG HTML §13.2.5). It leaps from sign to sign where a parser that
// builds a page goes letter by letter. A test holds it to htmlparser2. Where browsers differ by what is open around a place,
// text is rather seen than left out.

export interface HtmlSink {
  /** Text as it is written, with its character references; `literal` where those mean nothing. A text may come in pieces. */
  text(from: number, to: number, literal: boolean): void;
  /** A start tag begins; `attribute` follows for each of those it has, then `opened`. */
  open(from: number, to: number): void;
  /** Whether the value of an attribute whose name is this long is wanted at all. */
  wants(nameLength: number): boolean;
  attribute(from: number, to: number, valueFrom: number, valueTo: number): void;
  /** The start tag ends. What of the following is no mark-up? */
  opened(selfClosing: boolean): Content;
  close(from: number, to: number): void;
  /** Something stood here that is no text. */
  gap(): void;
}

/** `raw`: text up to the element's end tag; `references`: the same, with character references; `plain`: text to the end. */
export type Content = 'mark-up' | 'raw' | 'references' | 'plain';

const [lt, gt, slash, bang, question, equals, double, single, dash] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x3d, 0x22, 0x27, 0x2d];
/** More of a page than this is not looked through again and again for the end of one tag: it waits until it has doubled. */
const fewest = 512;

export class HtmlTokens {
  readonly #sink: HtmlSink;
  #text = '';
  #at = 0;
  #ended = false;
  /** Nothing can be told before so much is there. */
  #enough = 0;
  #content: Content = 'mark-up';
  /** The tag that was read last ends in a slash that is no part of a value. */
  #selfClosing = false;
  /** Name of the element that text is read up to the end of. */
  #until = '';

  constructor(sink: HtmlSink) {
    this.#sink = sink;
  }

  /** What positions are told in. */
  slice(from: number, to: number): string {
    return this.#text.slice(from, to);
  }

  write(piece: string): void {
    this.#text = this.#at === this.#text.length ? piece : this.#text.slice(this.#at) + piece;
    this.#at = 0;
    if (this.#text.length >= this.#enough) this.#read();
  }

  end(): void {
    this.#ended = true;
    this.#read();
  }

  #read(): void {
    this.#enough = 0;
    for (;;) {
      const before = this.#at;
      const next = this.#content === 'mark-up' ? this.#markUp() : this.#textUntilEnd();
      if (next === -1) {
        const rest = this.#text.length - before;
        this.#at = before;
        if (!this.#ended) this.#enough = rest < fewest ? rest + 1 : 2 * rest;
        return;
      }
      this.#at = next;
      if (next >= this.#text.length) return;
    }
  }

  /** Reads text and then one piece of mark-up; returns where the next begins, or −1 when more of it must come. */
  #markUp(): number {
    const text = this.#text;
    const at = text.indexOf('<', this.#at);
    if (at !== this.#at) {
      const end = at === -1 ? text.length : at;
      if (end > this.#at) this.#sink.text(this.#at, end, false);
      return end;
    }
    if (at + 1 >= text.length) return this.#ended ? this.#literal(at) : -1;
    const next = text.charCodeAt(at + 1);
    if (isLetter(next)) return this.#startTag(at + 1);
    if (next === bang) return this.#declaration(at);
    if (next === question) return this.#bogus(at);
    if (next !== slash) return this.#literal(at);
    if (at + 2 >= text.length) return this.#ended ? this.#literal(at) : -1;
    const second = text.charCodeAt(at + 2);
    if (isLetter(second)) return this.#endTag(at + 2);
    return this.#bogus(at);
  }

  #literal(at: number): number {
    this.#sink.text(at, at + 1, true);
    return at + 1;
  }

  #startTag(from: number): number {
    const to = this.#nameEnd(from);
    const end = to === -1 ? -1 : this.#attributes(to, false);
    // Only when all of the tag is there is anything told: what is cut off at the page's end is nothing.
    if (end === -1) return this.#cutOff();
    this.#sink.open(from, to);
    this.#attributes(to, true);
    const content = this.#sink.opened(this.#selfClosing);
    if (content !== 'mark-up') {
      this.#content = content;
      this.#until = this.#text.slice(from, to).toLowerCase();
    }
    return end;
  }

  #endTag(from: number): number {
    const to = this.#nameEnd(from);
    const end = to === -1 ? -1 : this.#attributes(to, false);
    if (end === -1) return this.#cutOff();
    this.#sink.close(from, to);
    return end;
  }

  #cutOff(): number {
    return this.#ended ? this.#text.length : -1;
  }

  #nameEnd(from: number): number {
    const text = this.#text;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isSpace(code) || code === slash || code === gt) return at;
    }
    return -1;
  }

  /** Reads attributes from `from` on; returns where the tag has ended, or −1 when it does not. */
  #attributes(from: number, told: boolean): number {
    const text = this.#text;
    const { length } = text;
    let at = from;
    for (;;) {
      const before = at;
      let code = text.charCodeAt(at);
      while (isSpace(code) || code === slash) code = text.charCodeAt(++at);
      if (at >= length) return -1;
      if (code === gt) {
        this.#selfClosing = at > before && text.charCodeAt(at - 1) === slash;
        return at + 1;
      }
      const name = at;
      // A name may begin with an equals sign.
      for (code = text.charCodeAt(++at); at < length && !isSpace(code) && code !== slash && code !== gt && code !== equals;)
        code = text.charCodeAt(++at);
      const nameTo = at;
      while (isSpace(code)) code = text.charCodeAt(++at);
      if (at >= length) return -1;
      if (code !== equals) {
        if (told && this.#sink.wants(nameTo - name)) this.#sink.attribute(name, nameTo, nameTo, nameTo);
        continue;
      }
      for (code = text.charCodeAt(++at); isSpace(code);) code = text.charCodeAt(++at);
      if (at >= length) return -1;
      let value = at;
      let valueTo: number;
      if (code === double || code === single) {
        valueTo = text.indexOf(code === double ? '"' : "'", ++value);
        if (valueTo === -1) return -1;
        at = valueTo + 1;
      } else {
        while (at < length && !isSpace(code) && code !== gt) code = text.charCodeAt(++at);
        if (at >= length) return -1;
        valueTo = at;
      }
      if (told && this.#sink.wants(nameTo - name)) this.#sink.attribute(name, nameTo, value, valueTo);
    }
  }

  #declaration(at: number): number {
    const text = this.#text;
    if (!text.startsWith('--', at + 2)) {
      if (!this.#ended && text.length < at + 9 && '<![CDATA['.startsWith(text.slice(at, at + 9).toUpperCase())) return -1;
      if (!this.#ended && text.length < at + 4 && text.charCodeAt(at + 2) === dash) return -1;
      return text.startsWith('[CDATA[', at + 2) ? this.#section(at + 9) : this.#bogus(at);
    }
    // `<!-->` and `<!--->` are whole.
    if (text.startsWith('>', at + 4)) return this.#passed(at + 5);
    if (text.startsWith('->', at + 4)) return this.#passed(at + 6);
    for (let dashes = text.indexOf('--', at + 4); dashes !== -1; dashes = text.indexOf('--', dashes + 1)) {
      if (text.charCodeAt(dashes + 2) === gt) return this.#passed(dashes + 3);
      if (text.startsWith('!>', dashes + 2)) return this.#passed(dashes + 4);
    }
    return this.#cutOff();
  }

  /** Browsers show a marked section in drawings and in XML, and its part after the first `>` elsewhere. */
  #section(from: number): number {
    const end = this.#text.indexOf(']]>', from);
    if (end === -1 && !this.#ended) return -1;
    this.#sink.text(from, end === -1 ? this.#text.length : end, true);
    return end === -1 ? this.#text.length : end + 3;
  }

  #bogus(at: number): number {
    const end = this.#text.indexOf('>', at);
    return end === -1 ? this.#cutOff() : this.#passed(end + 1);
  }

  #passed(end: number): number {
    this.#sink.gap();
    return end;
  }

  /** Text up to the end tag of the element that is open. */
  #textUntilEnd(): number {
    const text = this.#text;
    const literal = this.#content !== 'references';
    if (this.#content !== 'plain') {
      const size = this.#until.length;
      for (let at = text.indexOf('</', this.#at); at !== -1; at = text.indexOf('</', at + 2)) {
        const after = text.charCodeAt(at + 2 + size);
        if (at + 2 + size >= text.length) {
          if (at > this.#at) this.#sink.text(this.#at, at, literal);
          if (at > this.#at) return at;
          return this.#ended ? this.#rest(literal) : -1;
        }
        if (!(isSpace(after) || after === slash || after === gt)) continue;
        if (text.slice(at + 2, at + 2 + size).toLowerCase() !== this.#until) continue;
        if (at > this.#at) this.#sink.text(this.#at, at, literal);
        this.#content = 'mark-up';
        return at;
      }
      // The last letter may be the first of an end tag.
      if (!this.#ended && text.charCodeAt(text.length - 1) === lt) {
        const end = text.length - 1;
        if (end === this.#at) return -1;
        this.#sink.text(this.#at, end, literal);
        return end;
      }
    }
    return this.#rest(literal);
  }

  #rest(literal: boolean): number {
    if (this.#at < this.#text.length) this.#sink.text(this.#at, this.#text.length, literal);
    return this.#text.length;
  }
}

const isLetter = (code: number): boolean => (code | 32) >= 0x61 && (code | 32) <= 0x7a;
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== 0x0b);
