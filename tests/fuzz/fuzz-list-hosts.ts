// Hosts files.
import { readHosts } from '#policies/lists/read-hosts.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { readLines } from './must-be-items.ts';

const seed = (text: string): Uint8Array => new TextEncoder().encode(text);

export const fuzzTarget: FuzzTarget = {
  name: 'list-hosts',
  once: (bytes) => readLines(readHosts, bytes),
  seeds: [seed('127.0.0.1 localhost\n0.0.0.0 a.test b.test # c\n::1 ip6-localhost\n1.2.3.4 c.test')],
  words: ['0.0.0.0 ', '::1 ', '127.0.0.1\\t', '#', '%lo0'],
};
