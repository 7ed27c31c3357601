// What must stand in an address before a regular expression can find anything in it, so that almost no address has to be
// shown to the expression itself. It reads the common part of RE2's syntax (github.com/google/re2/wiki/Syntax); of anything
// else it says that it does not know, which costs time and is never wrong.

/** Shorter pieces would be found almost everywhere. */
export const shortestRequired = 3;

/** Texts in lower case of which at least one stands in whatever the expression matches; `null` when that is not known. */
export function requiredText(expression: string): readonly string[] | null {
  try {
    const reader = new ExpressionReader(expression.toLowerCase() === expression ? expression : foldCase(expression));
    const need = reader.alternatives();
    return reader.atEnd() ? need : null;
  } catch (error) {
    if (error === unknownSyntax) return null;
    throw error;
  }
}

const unknownSyntax = new Error('a syntax that is not read here');

/** Letters that are an escape's name keep their case; addresses are compared in lower case. */
function foldCase(expression: string): string {
  return expression.replace(/\\.|[A-Z]/gs, (piece) => (piece.length === 1 ? piece.toLowerCase() : piece));
}

type Need = readonly string[] | null;

class ExpressionReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Up to a closing bracket or the end. */
  alternatives(): Need {
    const needs: Need[] = [this.#sequence()];
    while (this.#text[this.#at] === '|') {
      this.#at++;
      needs.push(this.#sequence());
    }
    return needs.some((need) => need === null) ? null : needs.flatMap((need) => need ?? []);
  }

  #sequence(): Need {
    let best: Need = null;
    let run = '';
    const consider = (need: Need): void => {
      if (need !== null && shortest(need) > (best === null ? 0 : shortest(best))) best = need;
    };
    const endRun = (): void => {
      if (run.length >= shortestRequired) consider([run]);
      run = '';
    };
    while (!this.atEnd() && this.#text[this.#at] !== '|' && this.#text[this.#at] !== ')') {
      const piece = this.#piece();
      const { least, most } = this.#repeat();
      if ('literal' in piece && least >= 1) {
        run += piece.literal;
        if (most !== 1) endRun();
      } else if ('literal' in piece || !piece.zeroWidth) {
        endRun();
        if ('need' in piece && least >= 1) consider(piece.need);
      }
    }
    endRun();
    return best;
  }

  /** One character, class, group or assertion. */
  #piece(): { literal: string } | { need: Need; zeroWidth: boolean } {
    const character = this.#text[this.#at++] ?? '';
    switch (character) {
      case '(':
        return { need: this.#group(), zeroWidth: false };
      case '[':
        this.#class();
        return { need: null, zeroWidth: false };
      case '.':
        return { need: null, zeroWidth: false };
      case '^':
      case '$':
        return { need: null, zeroWidth: true };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw unknownSyntax;
      default:
        // Without regard to case the Kelvin sign fits a k, and an address is ASCII.
        return character > '\x7f' ? { need: null, zeroWidth: false } : { literal: character };
    }
  }

  #group(): Need {
    const flags = /^\?(?:[ims]*:|p?<[a-z_0-9]+>)/i.exec(this.#text.slice(this.#at, this.#at + 80))?.[0];
    if (flags === undefined && this.#text[this.#at] === '?') throw unknownSyntax;
    this.#at += flags?.length ?? 0;
    const need = this.alternatives();
    if (this.#text[this.#at++] !== ')') throw unknownSyntax;
    return need;
  }

  #class(): void {
    if (this.#text[this.#at] === '^') this.#at++;
    if (this.#text[this.#at] === ']') this.#at++;
    while (this.#text[this.#at] !== ']') {
      if (this.atEnd() || this.#text.startsWith('[:', this.#at)) throw unknownSyntax;
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    }
    this.#at++;
  }

  #escape(): { literal: string } | { need: Need; zeroWidth: boolean } {
    const character = this.#text[this.#at++] ?? '';
    if (/^[^a-zA-Z0-9\x80-\uffff]$/.test(character)) return { literal: character };
    if (/^[dDwWsS]$/.test(character)) return { need: null, zeroWidth: false };
    if (/^[bBAz]$/.test(character)) return { need: null, zeroWidth: true };
    throw unknownSyntax;
  }

  #repeat(): { least: number; most: number } {
    const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.#text.slice(this.#at, this.#at + 20));
    if (found === null) {
      if (this.#text[this.#at] === '{') throw unknownSyntax;
      return { least: 1, most: 1 };
    }
    this.#at += found[0].length;
    if (/^[*+?{]/.test(this.#text.slice(this.#at))) throw unknownSyntax;
    const sign = found[0][0];
    if (sign === '*') return { least: 0, most: Infinity };
    if (sign === '+') return { least: 1, most: Infinity };
    if (sign === '?') return { least: 0, most: 1 };
    const least = Number(found[1]);
    return { least, most: found[2] === undefined ? least : found[3] === '' ? Infinity : Number(found[3]) };
  }
}

const shortest = (texts: readonly string[]): number => Math.min(...texts.map((text) => text.length));
