/** Cases that a property is tried with: so many, or as many as FUZZ_RUNS says. */
export function runs(usual: number): { readonly numRuns: number } {
  const wanted = Number(process.env['FUZZ_RUNS'] ?? '');
  return { numRuns: wanted > 0 ? wanted : usual };
}
