// Builds the managed extension into dist/extension: `npx vite build -c vite.extension.config.ts`.
import { crx } from '@crxjs/vite-plugin';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { manifest } from './extension/manifest.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** crxjs leaves the file that the manifest names under `storage.managed_schema` behind. */
const managedSchema: Plugin = {
  name: 'managed-schema',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'managed-schema.json', source: readFileSync(here('extension/managed-schema.json'), 'utf8') });
  },
};

export default defineConfig({
  root: here('extension'),
  plugins: [crx({ manifest }), managedSchema],
  build: {
    outDir: here('dist/extension'),
    emptyOutDir: true,
    target: 'chrome156',
    // No preload helper: it would fetch, and the pages have one script each.
    modulePreload: false,
    rollupOptions: {
      input: {
        blocked: here('extension/pages/blocked/blocked.html'),
        notice: here('extension/pages/notice/notice.html'),
        ask: here('extension/pages/ask/ask.html'),
        report: here('extension/pages/report/report.html'),
        agreement: here('extension/pages/agreement/agreement.html'),
        warned: here('extension/pages/warned/warned.html'),
      },
    },
  },
});
