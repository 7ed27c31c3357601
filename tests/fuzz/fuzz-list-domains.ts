// Lists in our own format.
import { readDomains } from '#policies/lists/read-domains.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { readLines } from './must-be-items.ts';

const seed = (text: string): Uint8Array => new TextEncoder().encode(text);

export const fuzzTarget: FuzzTarget = {
  name: 'list-domains',
  once: (bytes) => readLines(readDomains, bytes),
  seeds: [
    seed('a.test\nexample.org/path?q=1 # c\n*.github.io\n'),
    seed('192.0.2.0/24\n2001:db8::/32\n::1\n/ad[sx]+/\n0x7f.1\nmünchen.example'),
  ],
  words: ['*.', '::', '/24', 'xn--', '%2e', '://', '#', '0x', '.co.uk'],
};
