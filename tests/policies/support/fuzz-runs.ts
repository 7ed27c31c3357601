// How long properties are tried: a moment in every test run, and as long as somebody likes with FUZZ_RUNS.
import { vi } from 'vitest';

const wanted = Number(process.env['FUZZ_RUNS'] ?? '');
const hour = 3_600_000;
if (wanted > 0) vi.setConfig({ testTimeout: hour });

/** Cases that a property is tried with: so many, or as many as FUZZ_RUNS says. */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: wanted > 0 ? wanted : usual };
}
