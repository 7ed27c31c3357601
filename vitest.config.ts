import { defineConfig } from 'vitest/config';

// What can run side by side, without and with a browser, and what owns a machine-wide thing (Chromium's managed policy, real
// processes).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'parts',
          include: [
            'tests/{lists,policies,policy-file,store,proxy,dashboard,golden,house,flows,extension,start,fuzz,bench,mutation}/**/*.test.ts',
          ],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'pages',
          include: ['tests/browser/dashboard-*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/{browser,processes}/**/*.test.ts'],
          exclude: ['tests/browser/dashboard-*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
