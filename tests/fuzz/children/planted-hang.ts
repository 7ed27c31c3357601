// A reader that never ends with some inputs, for the fuzzer's own test.
import type { FuzzTarget } from '../fuzz-target.ts';

export const fuzzTarget: FuzzTarget = {
  name: 'planted-hang',
  once(bytes) {
    while (bytes[0] === 0x68 && bytes.length > 3);
  },
  seeds: [new TextEncoder().encode('him')],
};
