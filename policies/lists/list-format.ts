// The formats that lists come in, by name.
import type { LineReader } from './list-item.ts';
import { readAdblock } from './read-adblock.ts';
import { csvReader } from './read-csv.ts';
import { readDomains } from './read-domains.ts';
import { readHosts } from './read-hosts.ts';
import { readUt1Domains, readUt1Expressions, readUt1Urls } from './read-ut1.ts';

export const listFormats = ['domains', 'ut1-domains', 'ut1-urls', 'ut1-expressions', 'hosts', 'adblock', 'csv'] as const;
export type ListFormat = (typeof listFormats)[number];

const makers: Readonly<Record<ListFormat, () => LineReader>> = {
  domains: () => readDomains,
  'ut1-domains': () => readUt1Domains,
  'ut1-urls': () => readUt1Urls,
  'ut1-expressions': () => readUt1Expressions,
  hosts: () => readHosts,
  adblock: () => readAdblock,
  csv: csvReader,
};

/** A reader for one file. */
export function readerOf(format: ListFormat): LineReader {
  return makers[format]();
}
