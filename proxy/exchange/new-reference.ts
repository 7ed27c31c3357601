// Reference numbers of exchanges. Every exchange needs one, and asking the system for eight bytes each time is what showed in
// the profile: randomness is drawn a page at a time.
import { randomFillSync } from 'node:crypto';
import { referenceFrom } from '#policies/engine/reference.ts';

const bytesEach = 8;
const pool = new Uint8Array(4096);
let used = pool.length;

/** 12 Crockford digits from 60 bits that nobody can guess and nobody gets twice. */
export function newReference(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + bytesEach);
  used += bytesEach;
  return referenceFrom(bytes);
}
