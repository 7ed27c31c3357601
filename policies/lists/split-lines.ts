// From the bytes of a list, in pieces of any size, to its lines. Memory is bounded whatever the bytes are.

/** What is told of each line, with its number from 1. */
export interface LineTaker {
  line(text: string, line: number): void;
  /** A line of more than `longestLine` characters; its text is not kept. */
  tooLong(line: number): void;
}

/** UTF-16 units. A sensible entry of any format is shorter. */
export const longestLine = 8_192;
/** So many bytes are more than `longestLine` units, whatever they are: no unit takes more than three. */
const surelyTooLong = 3 * longestLine;
/** How much is decoded at once. */
const piece = 65_536;
const [lineFeed, carriageReturn] = [10, 13] as const;

/**
 * Splits at LF, CR LF and CR; a last line needs no end. A byte order mark is left out. Bytes that are not UTF-8 arrive as
 * U+FFFD, for the taker to judge.
 */
export class LineSplitter {
  readonly #taker: LineTaker;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** The beginning of a line whose end has not come: the first `#kept` bytes of it. */
  readonly #rest = new Uint8Array(surelyTooLong);
  #kept = 0;
  /** Bytes of a line that is too long are dropped until it ends. */
  #dropping = false;
  #afterReturn = false;
  #line = 0;

  constructor(taker: LineTaker) {
    this.#taker = taker;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += piece) this.#take(bytes.subarray(at, at + piece));
  }

  /** Gives the last line, if it has no end. */
  end(): void {
    if (this.#dropping) this.#taker.tooLong(++this.#line);
    else if (this.#kept > 0) this.#give(this.#rest.subarray(0, this.#kept));
    this.#dropping = false;
    this.#kept = 0;
  }

  #take(whole: Uint8Array): void {
    let bytes = whole;
    if (this.#afterReturn && bytes[0] === lineFeed) bytes = bytes.subarray(1);
    this.#afterReturn = bytes.at(-1) === carriageReturn;
    if (this.#dropping) {
      const end = bytes.findIndex((byte) => byte === lineFeed || byte === carriageReturn);
      if (end === -1) return;
      this.#taker.tooLong(++this.#line);
      this.#dropping = false;
      const crLf = bytes[end] === carriageReturn && bytes[end + 1] === lineFeed;
      bytes = bytes.subarray(end + (crLf ? 2 : 1));
    }
    const last = lastEnd(bytes);
    if (last === -1) return this.#keep(bytes);
    const end = bytes.subarray(0, last + 1);
    if (this.#kept === 0) this.#give(end);
    else {
      const complete = new Uint8Array(this.#kept + end.length);
      complete.set(this.#rest.subarray(0, this.#kept));
      complete.set(end, this.#kept);
      this.#kept = 0;
      this.#give(complete);
    }
    this.#keep(bytes.subarray(last + 1));
  }

  /** A copy: the bytes that were pushed belong to whoever pushed them. */
  #keep(bytes: Uint8Array): void {
    this.#dropping = this.#kept + bytes.length > surelyTooLong;
    if (this.#dropping) this.#kept = 0;
    else {
      this.#rest.set(bytes, this.#kept);
      this.#kept += bytes.length;
    }
  }

  #give(bytes: Uint8Array): void {
    let text = this.#decoder.decode(bytes);
    if (this.#line === 0 && text.startsWith('\uFEFF')) text = text.slice(1);
    const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
    // What stands behind the last end is no line.
    if (lines.length > 1 && lines.at(-1) === '') lines.pop();
    for (const line of lines) {
      if (line.length > longestLine) this.#taker.tooLong(++this.#line);
      else this.#taker.line(line, ++this.#line);
    }
  }
}

function lastEnd(bytes: Uint8Array): number {
  return Math.max(bytes.lastIndexOf(lineFeed), bytes.lastIndexOf(carriageReturn));
}
