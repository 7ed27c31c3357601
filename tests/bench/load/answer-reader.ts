// Finds the ends of answers in what a proxy sends: as little work as it can be, because the generator shares a processor with the origin.

const headEnd = Buffer.from('\r\n\r\n');

/** Answers on one connection, one after the other. A fast wrong answer is no result: anything but a whole 200 is an error. */
export class AnswerReader {
  #head = '';
  /** Body bytes still to come; -1: chunks. */
  #left: number | null = null;
  #chunk = { left: 0, line: '', last: false };
  #bytes = 0;
  readonly #done: (bytes: number) => void;

  /** @param done called at the end of each answer with the bytes of its body */
  constructor(done: (bytes: number) => void) {
    this.#done = done;
  }

  /** Throws where the answer is not a 200 that ends. */
  read(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) at = this.#left === null ? this.#readHead(piece, at) : this.#readBody(piece, at);
  }

  #readHead(piece: Buffer, from: number): number {
    const end = this.#head === '' ? piece.indexOf(headEnd, from) : -1;
    if (end >= 0) {
      this.#begin(piece.toString('latin1', from, end));
      return end + 4;
    }
    // A head in pieces is rare.
    const known = this.#head.length;
    const text = this.#head + piece.toString('latin1', from);
    const found = text.indexOf('\r\n\r\n');
    if (found < 0) {
      this.#head = text;
      return piece.length;
    }
    this.#head = '';
    this.#begin(text.slice(0, found));
    return from + found + 4 - known;
  }

  #begin(head: string): void {
    if (!/^HTTP\/1\.\d 200/.test(head)) throw new Error(`answered “${head.slice(0, 60).split('\r')[0]}”`);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined && !/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error('an answer without an end');
    this.#bytes = 0;
    this.#left = length === undefined ? -1 : Number(length);
    this.#chunk = { left: 0, line: '', last: false };
    if (this.#left === 0) this.#finish();
  }

  #finish(): void {
    this.#left = null;
    this.#done(this.#bytes);
  }

  #readBody(piece: Buffer, from: number): number {
    const there = piece.length - from;
    if (this.#left === null || this.#left < 0) return this.#readChunks(piece, from);
    const taken = Math.min(there, this.#left);
    this.#bytes += taken;
    this.#left -= taken;
    if (this.#left === 0) this.#finish();
    return from + taken;
  }

  /** RFC 9112 §7.1: the data with its line end, or a line. */
  #readChunks(piece: Buffer, from: number): number {
    const chunk = this.#chunk;
    if (chunk.left > 0) {
      const taken = Math.min(piece.length - from, chunk.left);
      // The last two are the line end.
      this.#bytes += Math.max(0, Math.min(taken, chunk.left - 2));
      chunk.left -= taken;
      return from + taken;
    }
    const end = piece.indexOf(10, from);
    chunk.line += piece.toString('latin1', from, end < 0 ? piece.length : end);
    if (end < 0) return piece.length;
    const line = chunk.line.trim();
    chunk.line = '';
    if (chunk.last) {
      if (line === '') this.#finish();
      return end + 1;
    }
    const size = Number.parseInt(line, 16);
    if (Number.isNaN(size)) throw new Error(`“${line.slice(0, 20)}” where a chunk begins`);
    chunk.last = size === 0;
    chunk.left = size === 0 ? 0 : size + 2;
    return end + 1;
  }
}
