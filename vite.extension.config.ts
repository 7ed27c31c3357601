// Builds the managed extension into dist/extension: `npx vite build -c vite.extension.config.ts`.
import { crx } from '@crxjs/vite-plugin';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { manifest } from './extension/manifest.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('extension'),
  plugins: [crx({ manifest })],
  build: {
    outDir: here('dist/extension'),
    emptyOutDir: true,
    target: 'chrome156',
    // No preload helper: it would fetch, and the pages have one script each.
    modulePreload: false,
    rollupOptions: { input: { blocked: here('extension/pages/blocked/blocked.html'), notice: here('extension/pages/notice/notice.html') } },
  },
});
