// Reads comma-separated values (RFC 4180) that people exported from somewhere: any line end, a byte order mark, quoted
// fields. A damaged line is told with its number and left out; reading goes on with the next line.

export type CsvRecord = { readonly line: number; readonly fields: readonly string[] } | { readonly line: number; readonly problem: string };

const lineEnd = /\r\n|\n|\r/g;

/** Every line that holds something, in order. `line` counts from 1, as editors do. @param longest characters of a field: it also bounds what one stray quotation mark can swallow */
export function* csvRecords(csv: string, longest = 1000): Generator<CsvRecord> {
  const text = csv.startsWith('\uFEFF') ? csv.slice(1) : csv;
  let line = 1;
  for (let at = 0; at < text.length;) {
    const read = readRecord(text, at, longest);
    const next = 'problem' in read ? afterLine(text, at) : read.end;
    if ('problem' in read) yield { line, problem: read.problem };
    else if (read.fields.length > 1 || read.fields[0]?.trim() !== '') yield { line, fields: read.fields };
    line += countLines(text, at, next);
    at = next;
  }
}

function readRecord(text: string, start: number, longest: number): { fields: string[]; end: number } | { problem: string } {
  const fields: string[] = [];
  for (let at = start; ;) {
    const field = text[at] === '"' ? readQuoted(text, at, longest) : readPlain(text, at, longest);
    if ('problem' in field) return field;
    fields.push(field.value);
    const stop = text[field.end];
    if (stop === ',') at = field.end + 1;
    else return { fields, end: afterLine(text, field.end) };
  }
}

function readPlain(text: string, start: number, longest: number): { value: string; end: number } | { problem: string } {
  let end = start;
  while (end < text.length && !isStop(text[end])) {
    if (text[end] === '"')
      return { problem: 'A quotation mark stands inside a field. Put the whole field in quotation marks and double those inside.' };
    if (end - start >= longest) return { problem: 'A field is far too long.' };
    end++;
  }
  return { value: text.slice(start, end), end };
}

function readQuoted(text: string, start: number, longest: number): { value: string; end: number } | { problem: string } {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (value.length > longest) return { problem: 'A quotation mark opens a field that never ends.' };
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') value += text[at++];
    else if (at + 1 < text.length && !isStop(text[at + 1]))
      return { problem: 'After a closing quotation mark a comma or the end of the line is expected.' };
    else return { value, end: at + 1 };
  }
  return { problem: 'A quotation mark opens a field that never ends.' };
}

const isStop = (letter: string | undefined): boolean => letter === ',' || letter === '\n' || letter === '\r';

/** Where the line after the next line end begins. */
function afterLine(text: string, at: number): number {
  lineEnd.lastIndex = at;
  const found = lineEnd.exec(text);
  return found ? found.index + found[0].length : text.length;
}

function countLines(text: string, from: number, to: number): number {
  return text.slice(from, to).match(lineEnd)?.length ?? 0;
}
