// The extension as it is shipped.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildExtension } from '../support/chromium/extension-day.ts';

const into = mkdtempSync(join(tmpdir(), 'schoolgate-built-'));
let built = '';
beforeAll(async () => void (built = await buildExtension(into)));
afterAll(() => rmSync(into, { recursive: true, force: true }));

const files = () =>
  readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const manifest = () => JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8')) as Record<string, unknown>;

test('no page can load any of its files, and no other extension can talk to it', () => {
  expect(manifest()).not.toHaveProperty('web_accessible_resources');
  expect(manifest()).not.toHaveProperty('content_scripts');
  expect(manifest()['externally_connectable']).toEqual({ ids: [], matches: [] });
});

test('its pages run and load nothing but its own files, and nobody may frame them', () => {
  const { extension_pages: policy } = manifest()['content_security_policy'] as { extension_pages: string };
  for (const directive of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ])
    expect(policy).toContain(directive);
  expect(policy).not.toMatch(/unsafe|data:|\*/);
});

test('everything that the manifest names is there, the schema of the school’s settings too', () => {
  const { icons, storage, background } = manifest() as {
    icons: Record<string, string>;
    storage: { managed_schema: string };
    background: { service_worker: string };
  };
  const names = files().map((file) => file.slice(built.length + 1));
  for (const name of [
    ...Object.values(icons),
    storage.managed_schema,
    background.service_worker,
    'pages/blocked/blocked.html',
    'pages/notice/notice.html',
    'pages/popup/popup.html',
  ])
    expect(names).toContain(name);
  const schema = JSON.parse(readFileSync(join(built, storage.managed_schema), 'utf8')) as { properties: object };
  expect(Object.keys(schema.properties)).toEqual(['serverUrl', 'enrolmentKey', 'user', 'deviceName']);
});

test('its listeners are there in the first turn: the service worker loads its code statically', () => {
  expect(readFileSync(join(built, 'service-worker-loader.js'), 'utf8')).toMatch(/^import '\.\/assets\/[^']+\.js';\s*$/);
  for (const file of files().filter((name) => name.endsWith('.js')))
    expect([file, /\bimport\(/.test(readFileSync(file, 'utf8'))]).toEqual([file, false]);
});

test('no page of it has a script or style in its markup, or anything from elsewhere', () => {
  for (const file of files().filter((name) => name.endsWith('.html'))) {
    const page = readFileSync(file, 'utf8');
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|https?:/);
    expect(page.match(/<script[^>]*>[^<]/)).toBeNull();
  }
});
