// What workers share in memory: claims on what is asked of origins, counts of what an address has, and the bytes of tables.
import { expect, test } from 'vitest';
import { Claims, claimSheet, releaseClaims } from '#proxy/workers/claims.ts';
import { SharedMaterials } from '#proxy/workers/shared-materials.ts';
import { clearRow, sharedTally, tallySheet } from '#proxy/workers/shared-tally.ts';

test('a claim is one worker’s until it is let go of, and whoever lets go hears whether somebody waits', () => {
  const sheet = claimSheet();
  const [one, two, three] = [new Claims(sheet, 0), new Claims(sheet, 1), new Claims(sheet, 2)];
  const claim = one.take('http://a.test/');
  if (claim.kind !== 'ours') throw new Error('the first to ask has the claim');
  expect(one.take('http://a.test/').kind).toBe('none');
  expect(one.isWaitedFor(claim.place)).toBe(false);
  expect(two.take('http://a.test/')).toEqual({ kind: 'theirs', place: claim.place });
  expect(three.take('http://a.test/')).toEqual({ kind: 'theirs', place: claim.place });
  expect(two.take('http://b.test/').kind).toBe('ours');
  expect([one.isWaitedFor(claim.place), one.letGo(claim.place)]).toEqual([true, true]);
  expect(two.take('http://a.test/').kind).toBe('ours');
  expect(two.letGo(claim.place)).toBe(false);
});

test('the claims of a dead worker are freed, waited for or not, and no others', () => {
  const sheet = claimSheet();
  const [dead, alive] = [new Claims(sheet, 3), new Claims(sheet, 0)];
  const places = ['a', 'b', 'c'].map((key) => dead.take(key)).flatMap((claim) => (claim.kind === 'ours' ? [claim.place] : []));
  alive.take('a');
  const kept = alive.take('d');
  expect(new Set(releaseClaims(sheet, 3))).toEqual(new Set(places));
  expect(alive.take('a').kind).toBe('ours');
  expect(new Claims(sheet, 1).take('d')).toEqual({ ...kept, kind: 'theirs' });
});

test('counts are those of all workers, each address by itself; a dead worker’s are struck out', () => {
  const sheet = tallySheet(2, 7);
  const [one, two] = [sharedTally(sheet, 0), sharedTally(sheet, 1)];
  for (let address = 0; address < 1_000; address++) one.add(`10.0.${address >> 8}.${address & 255}`);
  expect(two.add('10.0.0.1')).toBe(2);
  expect(two.of('10.0.0.2')).toBe(1);
  clearRow(sheet, 0);
  expect([one.of('10.0.0.1'), one.of('10.0.0.2')]).toEqual([1, 0]);
  two.remove('10.0.0.1');
  expect(one.of('10.0.0.1')).toBe(0);
});

test('a table is read once for all workers, and let go of when nobody needs it', async () => {
  let reads = 0;
  const materials = new SharedMaterials((_material, memory) => {
    reads += 1;
    memory.fill(reads);
    return Promise.resolve(true);
  });
  const table = { kind: 'table', sha256: 'a'.repeat(64), bytes: 8 } as const;
  const [one, two] = await Promise.all([materials.for(0, table), materials.for(1, table)]);
  expect([reads, one?.buffer instanceof SharedArrayBuffer, one?.buffer === two?.buffer]).toEqual([1, true, true]);
  materials.needs(0, []);
  expect((await materials.for(0, table))?.[0]).toBe(1);
  materials.needs(0, []);
  materials.needs(1, []);
  expect((await materials.for(1, table))?.[0]).toBe(2);
});

test('a table that cannot be read is tried again', async () => {
  let there = false;
  const materials = new SharedMaterials(() => Promise.resolve(there));
  const table = { kind: 'table', sha256: 'b'.repeat(64), bytes: 8 } as const;
  expect(await materials.for(0, table)).toBeNull();
  there = true;
  expect(await materials.for(0, table)).not.toBeNull();
});
