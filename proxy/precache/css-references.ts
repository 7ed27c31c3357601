// The addresses in a style sheet: `url()` and `@import` (CSS Syntax 3, tokens only). Comments and strings hide what looks like
// them. Written as loops, because patterns over megabytes of hostile text run out of stack.

export interface CssReference {
  readonly reference: string;
  /** Named by `@import`, in a `@font-face`, or elsewhere (pictures, mostly). */
  readonly use: 'import' | 'font' | 'image';
}

/** More are not looked for: no sheet needs them, and a hostile one costs nothing beyond this. */
const limit = 1000;

const escape = /\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|\r\n|([\s\S]))/gi;

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(escape, (_all, hex: string | undefined, character: string | undefined) => {
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      return code === 0 || code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
    }
    return character === undefined || character === '\n' ? '' : character;
  });
}

const isSpace = (character: string): boolean =>
  character === ' ' || character === '\t' || character === '\n' || character === '\r' || character === '\f';
const inName = /[\w-]/;

class Scanner {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get ended(): boolean {
    return this.at >= this.#text.length;
  }

  get character(): string {
    return this.#text.charAt(this.at);
  }

  skipSpace(): void {
    while (!this.ended && isSpace(this.character)) this.at += 1;
  }

  /** A keyword in any case that begins here and is not the beginning of a longer name. */
  word(word: string): boolean {
    const end = this.at + word.length;
    if (this.#text.slice(this.at, end).toLowerCase() !== word || (inName.test(word.at(-1) ?? '') && inName.test(this.#text.charAt(end))))
      return false;
    this.at = end;
    return true;
  }

  comment(): boolean {
    if (!this.#text.startsWith('/*', this.at)) return false;
    const end = this.#text.indexOf('*/', this.at + 2);
    this.at = end < 0 ? this.#text.length : end + 2;
    return true;
  }

  /** The content of a string that begins here, or `null`; one that its line ends is none. */
  string(): string | null {
    const quote = this.character;
    if (quote !== '"' && quote !== "'") return null;
    const start = this.at + 1;
    this.at = start;
    while (!this.ended && this.character !== quote && this.character !== '\n') this.at += this.character === '\\' ? 2 : 1;
    const closed = this.character === quote;
    const content = this.#text.slice(start, this.at);
    this.at += 1;
    return closed ? unescaped(content) : null;
  }

  /** The address of a `url(` that begins here, or `null`. */
  url(): string | null {
    // `my-url(` is a function of another name.
    if (this.at > 0 && inName.test(this.#text.charAt(this.at - 1))) return null;
    if (!this.word('url(')) return null;
    this.skipSpace();
    if (this.character === '"' || this.character === "'") return this.string();
    const start = this.at;
    while (!this.ended && this.character !== ')' && !isSpace(this.character)) this.at += this.character === '\\' ? 2 : 1;
    const end = this.at;
    this.skipSpace();
    return this.character === ')' ? unescaped(this.#text.slice(start, end)) : null;
  }
}

export function cssReferences(sheet: string): CssReference[] {
  const found: CssReference[] = [];
  const scanner = new Scanner(sheet);
  let depth = 0;
  let fontDepth: number | null = null;
  const add = (reference: string | null, use: CssReference['use']): void => {
    // `#…` names a part of the sheet's own document.
    if (reference !== null && reference !== '' && !reference.startsWith('#')) found.push({ reference, use });
  };
  while (!scanner.ended && found.length < limit) {
    const before = scanner.at;
    switch (scanner.character) {
      case '/':
        scanner.comment();
        break;
      case '"':
      case "'":
        scanner.string();
        break;
      case 'u':
      case 'U':
        add(scanner.url(), fontDepth === null ? 'image' : 'font');
        break;
      case '@':
        if (scanner.word('@font-face')) fontDepth = depth;
        else if (scanner.word('@import')) {
          scanner.skipSpace();
          add(scanner.string() ?? scanner.url(), 'import');
        }
        break;
      case '{':
        depth += 1;
        break;
      case '}':
        depth = Math.max(0, depth - 1);
        if (fontDepth !== null && depth <= fontDepth) fontDepth = null;
        break;
      case '\\':
        // What it hides is no token of its own.
        scanner.at += 2;
        break;
    }
    if (scanner.at === before) scanner.at += 1;
  }
  return found;
}
