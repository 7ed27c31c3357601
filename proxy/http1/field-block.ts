// The field lines of an HTTP/1.1 message (RFC 9112 §5), read strictly: what could be read in two ways is not read here at all.
import type { Header } from '../exchange/exchange.ts';

/** `name ":" OWS value OWS CRLF`, any number of them: no space before the colon, no folded line, no other control character. */
const block = /^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*$/;

/** The fields of a block that ends with the CRLF of its last line, or `null` where any line is not one. Latin-1 text. */
export function readFields(text: string): Header[] | null {
  if (!block.test(text)) return null;
  const fields: Header[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\r\n', at);
    const colon = text.indexOf(':', at);
    fields.push([text.slice(at, colon), withoutSpace(text, colon + 1, end)]);
    at = end + 2;
  }
  return fields;
}

/** Without optional white space around it (RFC 9110 §5.6.3), which is space and tab only. */
function withoutSpace(text: string, from: number, to: number): string {
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

const isSpace = (character: number): boolean => character === 32 || character === 9;

/** The block of these fields. Throws a TypeError for what would not be read again as just these. */
export function writeFields(fields: readonly Header[]): string {
  let text = '';
  for (const [name, value] of fields) text += `${name}: ${value}\r\n`;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  // A line break in a value would be a field of its own; every line that is one is counted.
  if (lines !== fields.length || !block.test(text)) throw new TypeError('A field of the message holds what HTTP cannot carry.');
  return text;
}
