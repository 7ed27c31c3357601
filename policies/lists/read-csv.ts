// CSV with a header line: a column with an address, and one with a category or none.
import { lineProblems } from './line-problems.ts';
import type { LineReader } from './list-item.ts';
import { looksLikeRange } from './cidr.ts';
import { readAddress } from './read-address.ts';
import { hostItem, readEntry } from './read-domains.ts';

const addressNames = ['domain', 'url', 'host', 'hostname', 'address', 'site', 'website', 'fqdn', 'uri', 'indicator'];
const categoryNames = ['category', 'categories', 'categoryname', 'group', 'class', 'type', 'tag'];

/** Where a CSV file has what, or `null` for a line that is no header of a list. */
export function readCsvHeader(line: string): { separator: string; address: number; category: number | null } | null {
  const separator = [',', ';', '\t'].find((each) => line.includes(each)) ?? ',';
  const cells = splitCells(line.replace(/^#\s*/, ''), separator);
  if (cells === null) return null;
  const names = cells.map((cell) => cell.toLowerCase().replace(/[\s_-]/g, ''));
  const find = (wanted: readonly string[]): number => wanted.map((name) => names.indexOf(name)).find((at) => at !== -1) ?? -1;
  const [address, category] = [find(addressNames), find(categoryNames)];
  return address === -1 ? null : { separator, address, category: category === -1 ? null : category };
}

/** A reader for one file: its first line that is not a comment must be the header. */
export function csvReader(): LineReader {
  let header: ReturnType<typeof readCsvHeader> = null;
  let asked = false;
  return (line) => {
    if (line.trim() === '' || (asked && line.startsWith('#'))) return { items: [] };
    if (!asked) {
      header = readCsvHeader(line);
      if (header === null && line.startsWith('#')) return { items: [] };
      asked = true;
      return header === null ? { problem: 'The first line must name the columns: one of them domain, url or host.' } : { items: [] };
    }
    if (header === null) return { problem: 'The file has no header that says which column holds the address.' };
    const cells = splitCells(line, header.separator);
    if (cells === null) return { problem: 'A quotation mark in the line is not closed.' };
    const cell = cells[header.address] ?? '';
    if (cell === '') return { problem: 'The line has nothing in the column with the address.' };
    const category = header.category === null ? undefined : cells[header.category];
    if (/\s/.test(cell)) return { problem: lineProblems.spaces };
    if (cell.startsWith('/') || cell.startsWith('*.') || looksLikeRange(cell)) {
      const reading = readEntry(cell);
      return 'problem' in reading || category === undefined ? reading : { ...reading, category };
    }
    const read = readAddress(cell.replace(/^\./, ''), 'lenient');
    if ('problem' in read) return read;
    const items = [hostItem(read.host, read.path)];
    return category === undefined ? { items } : { items, category };
  };
}

/** The cells of a line (RFC 4180, but that a quoted cell ends on its line), trimmed; `null` where a quotation mark stays open. */
function splitCells(line: string, separator: string): string[] | null {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (line.charAt(at + 1) === '"') cell += line.charAt(++at);
      else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (character === separator) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  if (quoted) return null;
  return [...cells, cell.trim()];
}
