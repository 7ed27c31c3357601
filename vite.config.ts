import { defineConfig } from 'vite';

// The dashboard's web app. Everything is its own file and nothing is inlined: the server's content security policy is `self` only.
export default defineConfig({
  root: 'dashboard/web',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
});
