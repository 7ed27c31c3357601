// The extension on its own: force-installed from the real dashboard, with the outside world reached directly and no proxy, so
// that whatever is stopped was stopped in the browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { type PackedExtension, packExtension } from '#main/chrome/pack-extension.ts';
import { loadLists } from '#main/lists.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Person } from '#store/school-store.ts';
import { openSchoolDay, type SchoolDay } from '../school-day.ts';
import { launchManaged, type ManagedBrowser, type ManagedOptions } from './launch-managed.ts';

export interface ExtensionDay {
  readonly day: SchoolDay;
  readonly extension: PackedExtension;
  /** A managed browser of a person's; it may not be set up yet. */
  browserOf(person: Person, options?: Partial<ManagedOptions>): Promise<ManagedBrowser>;
  publish(change: (policy: PolicyDocument) => PolicyDocument): Promise<void>;
  close(): Promise<void>;
}

/** Builds the extension as the product does, into a folder of the test's own. */
export async function buildExtension(into: string): Promise<string> {
  const outDir = join(into, 'extension');
  await build({ configFile: join(import.meta.dirname, '../../../vite.extension.config.ts'), build: { outDir }, logLevel: 'error' });
  return outDir;
}

export async function openExtensionDay(): Promise<ExtensionDay> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-extension-'));
  const extension = await packExtension(await buildExtension(dir), dir);
  // The browser's clock is the machine's, so the school's day is today.
  const day = await openSchoolDay({ at: Date.now(), extension });
  const root = Buffer.from(day.originAuthority.root.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('base64');
  const lists = await loadLists([]);
  return {
    day,
    extension,
    browserOf: (person, options = {}) =>
      launchManaged({
        extension: { id: extension.id, updateUrl: `${day.dashboard.url}/extension/updates.xml` },
        managedSettings: {
          serverUrl: day.dashboard.url,
          enrolmentKey: day.enrolmentKey,
          user: person.login,
          deviceName: `Laptop of ${person.id}`,
        },
        policy: { CACertificates: [root] },
        hostRules: [`MAP *.test:80 127.0.0.1:${day.outside.httpPort}`, `MAP *.test:443 127.0.0.1:${day.outside.httpsPort}`],
        ...options,
      }),
    async publish(change) {
      const current = await day.school.policies.current();
      if (current === null) throw new Error('The school has no policy.');
      const published = await publishPolicy(day.school, lists, change(current.policy), current.version, 'system', day.now());
      if (!published.ok) throw new Error(JSON.stringify(published));
    },
    async close() {
      await day.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Opens an address as if it were typed, and waits for whatever page comes of it. */
export async function type(page: Page, url: string): Promise<void> {
  await page.goto(url).catch(() => null);
  await page.locator('h1').first().waitFor();
}

/** A rule of the school's own, for everyone. */
export const schoolRule = (effect: Rule['effect'], host: string, path: string | null = null): Rule => ({
  id: `${effect}:${host}${path ?? ''}`,
  layer: 'school',
  effect,
  match: { kind: 'host', host, path },
  audience: 'everyone',
  from: null,
  until: null,
  origin: { kind: 'policy', name: `The school's own rule for ${host}` },
  reason: null,
});
