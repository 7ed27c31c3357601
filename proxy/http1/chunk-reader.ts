// The chunked transfer coding (RFC 9112 §7.1), undone as it comes. Extensions and trailers are read and left out: nobody here
// knows any (§7.1.1, RFC 9110 §6.5.1).
import { readFields } from './field-block.ts';

/** Bytes of a line with a size, and of all trailers. */
const longestLine = 4_096;
const mostTrailers = 16_384;
/**
 * Hexadecimal digits without a sign, a space or a prefix; 13 of them are as many bytes as a number here can count. Of extensions
 * the plain ones, `;name` and `;name=token`.
 */
const sizeLine = /^([0-9A-Fa-f]{1,13})(?:;[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:=[!#$%&'*+.^_`|~0-9A-Za-z-]+)?)*$/;

const framing = new Set(['content-length', 'transfer-encoding']);

export class ChunkReader {
  /** `data`: so many bytes of a chunk are still to come. */
  #state: 'size' | 'data' | 'after-data' | 'trailers' = 'size';
  #left = 0;
  /** Of a line that has not ended yet, Latin-1. */
  #line = '';

  /**
   * Gives every piece of data to `data`. Returns how many of the bytes belong to the body where it ends among them, `null`
   * where it goes on. Throws a RangeError for what is not this coding.
   */
  read(bytes: Buffer, data: (piece: Buffer) => void): number | null {
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'data') {
        const piece = bytes.subarray(at, at + this.#left);
        this.#left -= piece.length;
        at += piece.length;
        if (this.#left === 0) this.#state = 'after-data';
        data(piece);
        continue;
      }
      const end = bytes.indexOf(10, at);
      this.#line += bytes.toString('latin1', at, end === -1 ? bytes.length : end + 1);
      if (this.#line.length > (this.#state === 'trailers' ? mostTrailers : longestLine)) throw new RangeError('A chunk has no end.');
      if (end === -1) return null;
      at = end + 1;
      if (this.#lineRead()) return at;
    }
    return null;
  }

  /** Takes a line with its end; `true`: the body has ended. */
  #lineRead(): boolean {
    const line = this.#line;
    if (this.#state === 'trailers') {
      // The section ends with an empty line, which may be its first.
      if (line !== '\r\n' && !line.endsWith('\r\n\r\n')) return false;
      const trailers = readFields(line.slice(0, -2));
      // RFC 9110 §6.5.1: what frames a message cannot come after it.
      if (trailers === null || trailers.some(([name]) => framing.has(name.toLowerCase())))
        throw new RangeError('What follows the last chunk is no trailer.');
      return true;
    }
    this.#line = '';
    if (this.#state === 'after-data') {
      if (line !== '\r\n') throw new RangeError('A chunk is longer than it said.');
      this.#state = 'size';
      return false;
    }
    const size = line.endsWith('\r\n') ? sizeLine.exec(line.slice(0, -2))?.[1] : undefined;
    if (size === undefined) throw new RangeError('A chunk does not say how long it is.');
    this.#left = Number.parseInt(size, 16);
    if (!Number.isSafeInteger(this.#left)) throw new RangeError('A chunk is longer than can be counted.');
    this.#state = this.#left === 0 ? 'trailers' : 'data';
    return false;
  }
}
