// A table of comma-separated values whose first line names its columns.
import { csvRecords } from '../../csv-records.ts';
import { nothingFound, type Found } from './imported.ts';

const urlColumns: ReadonlySet<string> = new Set(['url', 'link', 'address', 'website', 'site', 'web address']);
const whatColumns: ReadonlySet<string> = new Set(['what', 'reason', 'activity', 'task', 'notes', 'title', 'description', 'purpose']);
const longest = 4096;

const named = (fields: readonly string[]): string[] => fields.map((field) => field.trim().toLowerCase());

/** Whether the first line names a column of addresses. */
export function isLinkTable(text: string): boolean {
  const [first] = csvRecords(text.slice(0, 10_000), longest);
  return first !== undefined && 'fields' in first && first.fields.length > 1 && named(first.fields).some((name) => urlColumns.has(name));
}

export function readLinkTable(text: string): Found {
  const found = nothingFound();
  let columns: { url: number; what: number } | null = null;
  for (const record of csvRecords(text, longest)) {
    if ('problem' in record) {
      found.problems.push(record);
      continue;
    }
    if (columns === null) {
      const names = named(record.fields);
      columns = { url: names.findIndex((name) => urlColumns.has(name)), what: names.findIndex((name) => whatColumns.has(name)) };
      continue;
    }
    const url = record.fields[columns.url]?.trim() ?? '';
    if (url === '') found.problems.push({ line: record.line, problem: 'The column of addresses is empty.' });
    else found.links.push({ url, what: (record.fields[columns.what] ?? '').trim().slice(0, 500) });
  }
  return found;
}
