import { defineConfig } from 'vitest/config';

// The tests that a mutant has to survive: those that the run was told.
export default defineConfig({
  test: {
    include: process.env['MUTATION_TESTS']?.split('\n') ?? [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
