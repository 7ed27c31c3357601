// Adblock lists.
import { readAdblock } from '#policies/lists/read-adblock.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { readLines } from './must-be-items.ts';

const seed = (text: string): Uint8Array => new TextEncoder().encode(text);

export const fuzzTarget: FuzzTarget = {
  name: 'list-adblock',
  once: (bytes) => readLines(readAdblock, bytes),
  seeds: [seed('[Adblock Plus 2.0]\n! c\n||a.test^\n||b.test^$third-party\n@@||c.test^$important\n##.ad\n|https://d.test/x|')],
  words: ['||', '^', '$', '@@', '##', '$important', 'domain=', '|https://'],
};
