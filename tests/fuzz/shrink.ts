// The smallest input that still breaks the same thing, as far as leaving parts out gets.

const mostTries = 2_000;

export async function shrink(bytes: Uint8Array, stillBreaks: (smaller: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
  let small = bytes;
  let tries = 0;
  for (let size = Math.max(1, small.length >> 1); size >= 1; size >>= 1) {
    for (let at = 0; at < small.length && tries < mostTries;) {
      const smaller = new Uint8Array([...small.subarray(0, at), ...small.subarray(at + size)]);
      tries++;
      if (await stillBreaks(smaller)) small = smaller;
      else at += size;
    }
  }
  return small;
}
