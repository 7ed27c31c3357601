import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HostGate } from '#policies/engine/host-gate.ts';
import { runs } from '#tests/policies/support/fuzz-runs.ts';

const hash = fc.integer({ min: 0, max: 0xffffffff });

test('a gate never says no to what was added', () => {
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 500 }), fc.nat({ max: 1_000 }), (hashes, announced) => {
      const gate = HostGate.for(announced);
      for (const one of hashes) gate.add(one);
      for (const one of hashes) expect(gate.mayHave(one)).toBe(true);
    }),
    runs(200),
  );
});

test('of others about one in sixty-four passes at most', () => {
  for (const hosts of [1, 500, 20_000]) {
    const gate = HostGate.for(hosts);
    const spread = (number: number): number => Math.imul(number, 0x9e3779b1) >>> 0;
    for (let host = 0; host < hosts; host++) gate.add(spread(host));
    let passed = 0;
    for (let other = 0; other < 100_000; other++) if (gate.mayHave(spread(1_000_000 + other))) passed++;
    expect(passed).toBeLessThan(100_000 / 40);
  }
});

test('an empty gate lets nothing pass', () => {
  expect(HostGate.for(0).mayHave(0)).toBe(false);
});
