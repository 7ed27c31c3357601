// The files of a UT1 folder. The first byte says which kind.
import { readUt1Domains, readUt1Expressions, readUt1Urls, readUsage } from '#policies/lists/read-ut1.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { readLines } from './must-be-items.ts';

const seed = (text: string): Uint8Array => new TextEncoder().encode(text);
const readers = [readUt1Domains, readUt1Urls, readUt1Expressions];

export const fuzzTarget: FuzzTarget = {
  name: 'list-ut1',
  once(bytes) {
    const [kind = 0] = bytes;
    const reader = readers[kind % 4];
    if (reader) readLines(reader, bytes.subarray(1));
    else readUsage(new TextDecoder().decode(bytes.subarray(1)));
  },
  seeds: [
    seed('\u0000.a.test\n192.0.2.1\nsilent_hill.test\na-.b.test\nMÜNCHEN.example'),
    seed('\u0001a.test:8080/x?y=1&z\nhttp://u@b.test/#f\n[2001:db8::1]:81/a b'),
    seed('\u0002(^|[-\\?+=/_])(big|tiny)?a.*b([[:digit:]]{2}|\\.exe)$\n^http://a\\.test/[^]x]+\n\\<x\\>'),
    seed('\u0003# c\nblack\nporn\n'),
  ],
  words: ['[[:alpha:]]', '[^', '\\.', '(?:', '{1,3}', '(?i)', '\\<', '**', '\\1', '[=', '[.', ':8080', '://'],
};
