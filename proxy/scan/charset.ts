// Bytes of a page to text, in the encoding that a browser would take (WHATWG HTML §13.2.3.2, Encoding Standard): byte order
// mark, `Content-Type`, what the page says of itself in its first 1024 bytes, else UTF-8 where it is that and windows-1252.
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { prescan } from './prescan.ts';

const prescanned = 1024;
const longestMark = 3;
const usual = 'windows-1252';

export interface CharsetReader {
  /** The text of these bytes, as far as it is sure. */
  read(bytes: Uint8Array): string;
  /** Decides by what is there: more of the page may not come for long. */
  hurry(): string;
  /** The page ends here. */
  end(): string;
}

/** @param label of the `charset` parameter, or `null` */
export function charsetReader(label: string | null, selfTold: 'html' | 'xml' | null): CharsetReader {
  const told = known(label);
  /** A byte order mark counts for more than the header. */
  const enough = told === null ? prescanned : longestMark;
  let decoder: TextDecoder | null = null;
  /** Nobody says what it is: decided by the first bytes that are not ASCII. */
  let open = false;
  let waiting: Uint8Array[] = [];
  /** A character that the last piece cut off, while it may still be either. */
  let cutOff: Uint8Array = new Uint8Array(0);
  let waitingBytes = 0;

  function begin(): string {
    const start = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting);
    waiting = [];
    const encoding = byteOrderMark(start) ?? told ?? (selfTold === null ? null : selfNamed(start, selfTold));
    if (encoding === null) open = true;
    else decoder = new TextDecoder(encoding);
    return decode(start);
  }

  function decode(piece: Uint8Array): string {
    if (decoder !== null) return decoder.decode(piece, { stream: true });
    const bytes = cutOff.length === 0 ? piece : Buffer.concat([cutOff, piece]);
    const sure = bytes.subarray(0, wholeCharacters(bytes));
    if (isAscii(sure)) {
      cutOff = bytes.subarray(sure.length);
      return latin1(sure);
    }
    return decideOn(isUtf8(sure) ? 'utf-8' : usual).decode(bytes, { stream: true });
  }

  function decideOn(encoding: string): TextDecoder {
    open = false;
    return (decoder = new TextDecoder(encoding));
  }

  return {
    read(bytes) {
      if (decoder !== null || open) return decode(bytes);
      waiting.push(bytes);
      waitingBytes += bytes.length;
      return waitingBytes < enough ? '' : begin();
    },
    hurry: () => (decoder === null && !open && waitingBytes > 0 ? begin() : ''),
    end() {
      const rest = decoder === null && !open ? begin() : '';
      // A character that is never finished is no UTF-8.
      return rest + (open ? decideOn(usual).decode(cutOff) : (decoder?.decode() ?? ''));
    },
  };
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

/** A page that says of itself that it is UTF-16 is not, or it could not be read so far. */
function selfNamed(start: Uint8Array, kind: 'html' | 'xml'): string | null {
  const beginning = latin1(start.subarray(0, prescanned));
  const found = known(kind === 'xml' ? xmlEncoding(beginning) : prescan(beginning));
  return found?.startsWith('utf-16') ? 'utf-8' : found;
}

/** XML 1.0 §4.3.3; without one it is UTF-8. */
const xmlEncoding = (beginning: string): string =>
  /^\s{0,20}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})/i.exec(beginning)?.[1] ?? 'utf-8';

/** The name of an encoding that we can read, by any of its labels. */
function known(label: string | null): string | null {
  if (label === null || label.length > 40) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** Length without a character that the piece cuts off. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
    if (byte < 0x80) break;
  }
  return bytes.length;
}
