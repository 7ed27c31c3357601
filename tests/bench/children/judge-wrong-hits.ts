// Names that no list holds, asked of a full table until time is up: how many are taken for one that is listed, and, because
// that is too rare to see, how many agree with a listed one in the first 8, 16 and 24 bits of the 32.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { seededRandom } from '#main/demo/random.ts';
import { readBinaryFile } from '#policies/table/binary-file.ts';
import { CategoryTable, noSet } from '#policies/table/category-table.ts';
import { FusePlaces } from '#policies/table/fuse-layout.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { tableMagic } from '#policies/table/table-file.ts';
import { unlistedName } from '../synthetic-names.ts';
import { answer } from './measuring.ts';
import { settings } from './settings.ts';

const order = await settings((message) => z.object({ table: z.string(), lookups: z.number(), seconds: z.number() }).parse(message));
const bytes = readFileSync(order.table);
const table = CategoryTable.open(bytes);
const file = readBinaryFile(tableMagic, bytes);
const words = 'problem' in file ? null : file.column('slots', 'i32');
if ('problem' in table || words === null) answer({ failed: 'The table cannot be opened.' });
else {
  const hasher = new NameHasher(table.head.seed);
  const places = new FusePlaces(table.head.layout);
  const random = seededRandom(11);
  const from = performance.now();
  let [lookups, probes, hits, bits8, bits16, bits24] = [0, 0, 0, 0, 0, 0];
  while (lookups < order.lookups && performance.now() - from < order.seconds * 1_000) {
    // One made-up name stands for many hosts below it: each is a name of its own.
    const parent = unlistedName(lookups, random);
    for (let below = 0; below < 64; below++) {
      const host = below === 0 ? parent : `h${below.toString(36)}.${parent}`;
      hasher.read(host);
      lookups++;
      // The parents were asked with the first of the family; asking again is no new chance.
      for (let i = hasher.count - 1; i > 0; i--) {
        const [hi = 0, lo = 0] = [hasher.hi[i], hasher.lo[i]];
        if (below > 0 && i < hasher.count - 1) break;
        probes++;
        if (table.setOf(hi, lo) !== noSet) hits++;
        places.locate(hi, lo);
        const { first, second, third, fingerprint } = places;
        const difference = (words[2 * first] ?? 0) ^ (words[2 * second] ?? 0) ^ (words[2 * third] ?? 0) ^ fingerprint;
        if ((difference & 0xff) !== 0) continue;
        bits8++;
        if ((difference & 0xffff) !== 0) continue;
        bits16++;
        if ((difference & 0xffffff) === 0) bits24++;
      }
    }
  }
  answer({
    lookups,
    probes,
    hits,
    agreeing: { bits8, bits16, bits24 },
    seconds: (performance.now() - from) / 1_000,
    entries: table.head.entries,
  });
}
