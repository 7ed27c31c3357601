// A reader with a fault behind three words, for the fuzzer's own test: chance alone would need some 10^20 runs.
import type { FuzzTarget } from '../fuzz-target.ts';

export const fuzzTarget: FuzzTarget = {
  name: 'planted-crash',
  once(bytes) {
    const text = String.fromCharCode(...bytes.subarray(0, 5_000));
    if (!text.startsWith('head')) return;
    if (!text.includes('{alpha}')) return;
    if (text.at(-1) === '\0' && text.length > 24) throw new RangeError('planted');
  },
};
