// CSV lists, whose reader remembers the header.
import { csvReader } from '#policies/lists/read-csv.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { readLines } from './must-be-items.ts';

const seed = (text: string): Uint8Array => new TextEncoder().encode(text);

export const fuzzTarget: FuzzTarget = {
  name: 'list-csv',
  once: (bytes) => readLines(csvReader(), bytes),
  seeds: [
    seed('domain,category\na.test,games\n"b.test","say ""hi"", twice"\n'),
    seed('# c\nCategory;URL\nnews;https://c.test/x?y\n"open;d.test'),
  ],
  words: ['"', '""', ';', '\t', 'domain,category\n', 'url', '*.'],
};
